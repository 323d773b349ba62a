import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { BackupError } from './errors.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { isBefore } from './wal-names.ts';

export interface ListedBackup {
  readonly folder: string;
  /** Absent where the manifest is damaged. */
  readonly manifest?: Manifest;
}

const NAME = /^\d{8}T\d{6}Z$/;

/** The finished backups in a folder, newest first. */
export async function listBackups(root: string): Promise<ListedBackup[]> {
  const names = await readdir(root).catch((error: unknown) => {
    throw new BackupError('backup_missing', `${root} cannot be read.`, error);
  });
  const found = names.filter((name) => NAME.test(name)).sort();
  return Promise.all(
    found.reverse().map(async (name) => {
      const folder = path.join(root, name);
      const manifest = await readManifest(folder).catch(() => undefined);
      return manifest === undefined ? { folder } : { folder, manifest };
    }),
  );
}

export interface Pruned {
  readonly backups: number;
  readonly segments: number;
}

/**
 * Removes all but the newest `keep` backups, and the WAL that none of those needs. A backup with a damaged manifest does
 * not count as one that is kept, and is left for a person to look at.
 */
export async function pruneBackups(root: string, archive: string, keep: number): Promise<Pruned> {
  const whole = (await listBackups(root)).filter(({ manifest }) => manifest !== undefined);
  const kept = whole.slice(0, keep);
  const oldest = kept.at(-1)?.manifest?.firstSegment;
  if (kept.length < keep || oldest === undefined) return { backups: 0, segments: 0 };
  const removed = whole.slice(keep);
  for (const { folder } of removed) await rm(folder, { recursive: true });
  const needless = (await readdir(archive)).filter((file) => isBefore(file, oldest));
  for (const file of needless) await rm(path.join(archive, file));
  return { backups: removed.length, segments: needless.length };
}
