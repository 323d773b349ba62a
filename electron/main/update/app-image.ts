import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { UpdateHold } from '#shared/releases/update-state.ts';
import { freeBytes, onOneVolume } from './disk-room.ts';

/** Bytes that stay free on the volume of the program. */
const RESERVE = 100_000_000;

/**
 * What keeps an AppImage from being replaced, `null` for nothing. electron-updater deletes the old file first: a new one that
 * then cannot be moved there would leave no program at all.
 *
 * @param appImage the file that runs
 * @param update the downloaded file and its size in bytes
 */
export async function replaceHold(
  appImage: string,
  update: { path: string; size: number },
): Promise<UpdateHold | null> {
  const folder = dirname(appImage);
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    // Within a volume it is moved, which takes no room.
    if (await onOneVolume(folder, update.path)) return null;
    return (await freeBytes(folder)) < update.size + RESERVE ? 'no_space' : null;
  } catch {
    return 'program_folder';
  }
}
