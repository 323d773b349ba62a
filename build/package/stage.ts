import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundleElectron } from '../bundle-electron.ts';

export interface StageOptions {
  projectRoot: string;
  /** The folder that becomes the asar; emptied first. */
  app: string;
  version: string;
}

/**
 * Puts together exactly what is shipped: main and preload, each one file, the built client, and a package.json that
 * names nothing but the program. What a browser alone needs stays behind, and so does every map of sources.
 */
export async function stageApp({ projectRoot, app, version }: StageOptions): Promise<void> {
  await rm(app, { recursive: true, force: true });
  await mkdir(app, { recursive: true });
  await bundleElectron(projectRoot, { out: join(app, 'electron'), sourcemap: false });
  await cp(join(projectRoot, 'dist', 'renderer'), join(app, 'renderer'), {
    recursive: true,
    filter: (path) => isShipped(basename(path)),
  });
  const { author, description } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as {
    author?: string;
    description: string;
  };
  const manifest = {
    name: 'branchline',
    productName: 'Branchline',
    version,
    description,
    author: author ?? 'Branchline',
    main: 'electron/main.cjs',
  };
  await writeFile(join(app, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Service workers, what they cache by and what is compressed for the line are of no use on `app://`. */
function isShipped(name: string): boolean {
  return !/\.(map|br|webmanifest)$/.test(name) && name !== 'sw.js';
}
