import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Patch, patched } from './patches.ts';

const root = path.join(import.meta.dirname, '..', '..');

export interface Bundle {
  url: URL;
  remove(): Promise<void>;
}

/** The device's program in one file: a thread then starts in a fraction of the time, and patches are applied once. */
export async function bundleDevice(patches: readonly Patch[]): Promise<Bundle> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-sim-'));
  const main = path.join(folder, 'device.mjs');
  const files = new Set(patches.map(({ file }) => file));
  await build({
    entryPoints: [{ in: path.join(root, 'sim', 'device', 'thread.ts'), out: 'device' }],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'warning',
    banner: {
      js: `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(${JSON.stringify(pathToFileURL(path.join(root, 'package.json')).href)});`,
    },
    plugins: [
      {
        name: 'patches',
        setup(builder) {
          builder.onLoad({ filter: /\.ts$/ }, async (loaded) => {
            const file = path.relative(root, loaded.path).split(path.sep).join('/');
            if (!files.has(file)) return undefined;
            return { contents: patched(file, await readFile(loaded.path, 'utf8'), patches), loader: 'ts' };
          });
        },
      },
    ],
  });
  return { url: pathToFileURL(main), remove: () => rm(folder, { recursive: true, force: true }) };
}
