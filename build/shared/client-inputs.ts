import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that the built client is made from. */
const patterns = [
  'renderer/**/*',
  'shared/**/*.ts',
  'electron/**/*.ts',
  'build/guide/*.ts',
  'docs/guide/*.md',
];
const files = [
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'build/build.ts',
  'build/bundle-electron.ts',
];

export const stampPath = (root: string) => join(root, 'dist', '.stamp');

/** A digest of the sources' names and contents; the tests among them do not count. */
export async function hashInputs(root: string): Promise<string> {
  const names = [...files];
  for await (const entry of glob(patterns, { cwd: root, withFileTypes: true })) {
    if (!entry.isFile() || /\.test\.tsx?$/.test(entry.name)) continue;
    names.push(join(entry.parentPath, entry.name).slice(root.length + 1));
  }
  const hash = createHash('sha256');
  for (const name of names.sort()) {
    hash.update(`${name}\0`);
    hash.update(await readFile(join(root, name)));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/** Whether `dist` was built from the sources as they are now. */
export async function isClientBuilt(root: string): Promise<boolean> {
  const stamp = await readFile(stampPath(root), 'utf8').catch(() => null);
  return stamp !== null && stamp === (await hashInputs(root));
}
