import { access, constants, mkdir, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartProblem } from './problem.ts';

const NEEDED_MEGABYTES = 300;

/** Makes the data folder and proves that it can be used. @throws StartProblem */
export async function openDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartProblem(
      `The data folder ${folder} cannot be written (${reasonOf(error)}). Choose another with --data-dir, or give this user the right to write there.`,
    );
  }
  const free = await freeMegabytes(folder);
  if (free !== null && free < NEEDED_MEGABYTES)
    throw new StartProblem(
      `Only ${Math.floor(free)} MB are free on the disk of ${folder}; Branchline needs at least ${NEEDED_MEGABYTES} MB. Free some space, or choose another disk with --data-dir.`,
    );
}

/** Level by level: Node's own recursive mkdir never returns below /proc. Others may pass through, not look. */
async function makeFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return;
  if (found) throw new Error('it is a file');
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder, { mode: 0o711 });
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the disk is read-only',
    ENOENT: 'it cannot be made there',
    ENOTDIR: 'a file is in the way',
    ENOSPC: 'the disk is full',
  };
  return words[code] ?? (error instanceof Error ? error.message : 'unknown reason');
}

/** Some file systems do not tell. */
async function freeMegabytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return (bavail * bsize) / 1_000_000;
  } catch {
    return null;
  }
}
