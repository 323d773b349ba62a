import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileName, type ReleaseFile } from '#shared/releases/manifest.ts';
import { isPackagedName, sha512Of } from '../shared/packaged.ts';
import { ReleaseProblem } from './problem.ts';

export const MANIFEST = 'release.json';
export const SIGNATURE = 'release.sig';

/** What a folder of installers has, each with its size and hash. Files beside the installers are refused, not passed over. */
export async function filesIn(folder: string): Promise<ReleaseFile[]> {
  const files: ReleaseFile[] = [];
  for (const entry of await entriesOf(folder)) {
    if ([MANIFEST, SIGNATURE].includes(entry.name) || isPackagedName(entry.name)) continue;
    if (!entry.isFile())
      throw new ReleaseProblem(`${entry.name} is not a file. Sign a folder of installers only.`);
    if (!fileName.safeParse(entry.name).success) {
      throw new ReleaseProblem(`${entry.name}: letters, digits, dots, hyphens and underscores only.`);
    }
    files.push(await fileAt(folder, entry.name));
  }
  if (files.length === 0) throw new ReleaseProblem(`${folder} has no files.`);
  return files;
}

export async function fileAt(folder: string, name: string): Promise<ReleaseFile> {
  const path = join(folder, name);
  return { name, size: (await stat(path)).size, sha512: await sha512Of(path) };
}

/** The manifest's very text and its signature. */
export async function signedIn(folder: string): Promise<{ text: string; signature: string }> {
  try {
    const text = await readFile(join(folder, MANIFEST), 'utf8');
    return { text, signature: (await readFile(join(folder, SIGNATURE), 'utf8')).trim() };
  } catch {
    throw new ReleaseProblem(`${folder} has no ${MANIFEST} with its ${SIGNATURE}.`);
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    throw new ReleaseProblem(`${folder} cannot be read.`);
  }
}
