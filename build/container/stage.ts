import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What a node runs from, besides its packages. */
const SHIPPED = ['shared', 'sync-server', join('dist', 'renderer')];

/** The embedded PostgreSQL of `npm start` is not named so: it is asked for where it is used, and has no place there. */
const IMPORTED = /\bfrom '((?:@[\w-]+\/)?[a-z][\w.-]*)(?:\/[^']*)?'/g;

interface Manifest {
  name: string;
  version: string;
  type: string;
  imports: Record<string, string>;
  dependencies: Record<string, string>;
}

/**
 * Puts together in `out`, which is emptied first, what a node of the sync server is made of: its sources and the built
 * client without tests, and a package.json that names the packages they import and no other. The client is built, so
 * its packages, most of them all, are of no use there.
 */
export async function stageNode(
  projectRoot: string,
  out: string,
  shipped: readonly string[] = SHIPPED,
): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const folder of shipped) {
    await cp(join(projectRoot, folder), join(out, folder), {
      recursive: true,
      filter: (source) => isShipped(relative(projectRoot, source)),
    });
  }
  const whole = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as Manifest;
  const { name, version, type, imports } = whole;
  const imported = await importedPackages(out);
  const dependencies = Object.fromEntries(
    Object.entries(whole.dependencies).filter(([dependency]) => imported.has(dependency)),
  );
  await writeFile(
    join(out, 'package.json'),
    `${JSON.stringify({ name, version, private: true, type, imports, dependencies }, null, 2)}\n`,
  );
}

/** Whether a path below the project's folder goes into the image. */
export function isShipped(path: string): boolean {
  const parts = path.split(sep);
  return !(parts.includes('test') || /\.test\.tsx?$|\.map$|^tsconfig.*\.json$/.test(parts.at(-1) ?? ''));
}

async function importedPackages(folder: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const file of glob('{shared,sync-server}/**/*.ts', { cwd: folder })) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const [, name] of text.matchAll(IMPORTED)) if (name !== undefined) found.add(name);
  }
  return found;
}
