import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writePrivate } from '../db/embedded/state.ts';
import { BackupError } from './errors.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const segment = z.string().regex(/^[0-9A-F]{24}$/);

/** Paths with `/`, none of which leads out of the backup. */
const inside = z
  .string()
  .min(1)
  .refine((file) => !path.posix.isAbsolute(file) && path.posix.normalize(file) === file)
  .refine((file) => !file.startsWith('..') && !file.includes('\\'));

const backupFile = z.strictObject({ path: inside, size: z.int().min(0), sha256 });
export type BackupFile = z.infer<typeof backupFile>;

/** `manifest.json`: what a backup holds, and what PostgreSQL needs to make a database of it again. */
export const manifest = z.strictObject({
  format: z.literal('branchline-backup-1'),
  id: z.uuid(),
  startedAt: z.iso.datetime(),
  /** The database can be put back to this moment and to every later one that the archive reaches. */
  finishedAt: z.iso.datetime(),
  postgresVersion: z.int(),
  /** PostgreSQL's own number of this cluster, as decimal digits: it does not fit a number. */
  systemIdentifier: z.string().regex(/^\d+$/),
  /** The last migration of the schema; a server that does not know it refuses the database. */
  schema: z.string(),
  segmentBytes: z.int().positive(),
  firstSegment: segment,
  lastSegment: segment,
  /** Folders, the empty ones among them, which PostgreSQL expects to find. */
  folders: z.array(inside),
  files: z.array(backupFile),
  bytes: z.int().min(0),
});
export type Manifest = z.infer<typeof manifest>;

export const DATA = 'data';
export const WAL = 'wal';
/** The password of the embedded database's superuser, where that is what was backed up. */
export const PASSWORD = 'password';

export async function writeManifest(folder: string, written: Manifest): Promise<void> {
  const text = `${JSON.stringify(written, undefined, 1)}\n`;
  await writePrivate(path.join(folder, 'manifest.json'), text);
  await writePrivate(path.join(folder, 'manifest.sha256'), `${hashOf(text)}\n`);
}

/** @throws BackupError `backup_missing` where there is none, `backup_damaged` where it is not as it was written. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, 'manifest.json'), 'utf8').catch((error: unknown) => {
    throw new BackupError('backup_missing', `There is no finished backup in ${folder}.`, error);
  });
  const expected = await readFile(path.join(folder, 'manifest.sha256'), 'utf8').catch(() => '');
  if (expected.trim() !== hashOf(text)) throw damaged(folder);
  try {
    return manifest.parse(JSON.parse(text));
  } catch (error) {
    throw damaged(folder, error);
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

const damaged = (folder: string, cause?: unknown) =>
  new BackupError('backup_damaged', `The manifest of ${folder} is damaged. Use another backup.`, cause);
