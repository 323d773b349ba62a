import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { waitFor } from '../db/embedded/run.ts';
import { copyFile } from './copy-file.ts';
import { BackupError } from './errors.ts';
import { type BackupFile, WAL } from './manifest.ts';
import { segmentsBetween } from './wal-names.ts';

export interface NeededWal {
  readonly firstSegment: string;
  readonly lastSegment: string;
  readonly segmentBytes: number;
  readonly archive: string;
  /** The backup's own folder. */
  readonly folder: string;
  readonly onProgress: (message: string) => void;
  readonly signal?: AbortSignal;
  readonly archiveWait?: number;
}

const TEN_MINUTES = 10 * 60_000;

/**
 * Copies the WAL written while the files were copied, once PostgreSQL has archived it. With it the backup is whole by
 * itself; and that it came into the archive shows that archiving works.
 */
export async function copyNeededWal(needed: NeededWal): Promise<BackupFile[]> {
  const { archive, segmentBytes, signal } = needed;
  needed.onProgress('Waiting for the last WAL in the archive');
  await mkdir(path.join(needed.folder, WAL), { mode: 0o700 });
  const files: BackupFile[] = [];
  for (const name of segmentsBetween(needed.firstSegment, needed.lastSegment, segmentBytes)) {
    const archived = path.join(archive, name);
    const whole = async () =>
      signal?.aborted === true || (await stat(archived).catch(() => undefined))?.size === segmentBytes;
    const came = await waitFor(whole, needed.archiveWait ?? TEN_MINUTES);
    if (signal?.aborted) throw new BackupError('interrupted', 'Stopped; nothing of this backup is left.');
    if (!came) {
      throw new BackupError(
        'archive_incomplete',
        `PostgreSQL did not archive ${name} to ${archive}. Its log says why; until it does, no backup is worth anything.`,
      );
    }
    const copied = await copyFile(archived, path.join(needed.folder, WAL, name));
    files.push({ path: `${WAL}/${name}`, ...copied });
  }
  return files;
}
