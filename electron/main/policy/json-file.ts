import { open } from 'node:fs/promises';
import { absent, type RawPolicies, rawOfJson, unreadable } from './raw.ts';

/** More than any policy takes; whoever puts a film there is told that it cannot be read. */
const MOST_BYTES = 256 * 1024;

/** Whoever may write such a file decides for the machine: where that is not an administrator alone it counts for nothing. */
export interface Safety {
  /** The user who has to own the file. */
  ownerId: number;
}

export const rootOwned: Safety = { ownerId: 0 };

/**
 * Reads a file of policies. Looked at and read through one handle, so that it cannot be changed for another between.
 * Without `safety` anybody may have written it.
 */
export async function readPolicyFile(path: string, safety?: Safety): Promise<RawPolicies> {
  try {
    await using file = await open(path, 'r');
    const { uid, mode, size } = await file.stat();
    if (safety !== undefined && (uid !== safety.ownerId || (mode & 0o022) !== 0)) return { state: 'unsafe' };
    if (size > MOST_BYTES) return unreadable;
    return rawOfJson(await file.readFile('utf8'));
  } catch (error) {
    return isMissing(error) ? absent : unreadable;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
