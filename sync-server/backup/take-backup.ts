import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { v7 } from 'uuid';
import { writePrivate } from '../db/embedded/state.ts';
import { databaseFault } from '../db/faults.ts';
import { createClient } from '../db/pool.ts';
import { whyAway } from '../db/why-away.ts';
import { type ClusterFacts, clusterFacts, requireSameCluster } from './cluster-facts.ts';
import { copyFile, hashFile, syncFiles, syncFolder } from './copy-file.ts';
import { CONTROL_FILE, listDataFiles } from './data-files.ts';
import { BackupError } from './errors.ts';
import { type BackupFile, DATA, type Manifest, PASSWORD, writeManifest } from './manifest.ts';
import { copyNeededWal } from './needed-wal.ts';
import { noteBackup } from './note-backup.ts';
import { sideBySide } from './side-by-side.ts';

export interface BackupOptions {
  readonly databaseUrl: string;
  /** The folder of all backups; this one becomes a folder in it, named by its moment. */
  readonly to: string;
  /** Where PostgreSQL archives its WAL. */
  readonly archive: string;
  readonly onProgress: (message: string) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds within which the last WAL must have come into the archive. */
  readonly archiveWait?: number;
  /** Tests only: a crash of the machine may damage the backup. */
  readonly fast?: boolean;
}

export interface TakenBackup {
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Copies a running cluster so that PostgreSQL can make it whole again, with the WAL that this takes. Under a name of its
 * own until it is complete: a backup that was cut short is never taken for one.
 * @throws BackupError
 */
export async function takeBackup(options: BackupOptions): Promise<TakenBackup> {
  const client = createClient(options.databaseUrl, 'branchline backup');
  const startedAt = new Date();
  const folder = path.join(options.to, startedAt.toISOString().replaceAll(/[-:]|\.\d+/g, ''));
  const unfinished = `${folder}.part`;
  let made = false;
  try {
    await client.connect();
    const facts = await clusterFacts(client);
    await requireSameCluster(facts);
    await requireFolder(options.archive);
    await makeTarget(options.to, folder, unfinished);
    made = true;
    const manifest = await copyCluster(client, facts, unfinished, startedAt, options);
    await syncFolder(unfinished);
    await rename(unfinished, folder);
    await syncFolder(options.to);
    await noteBackup(client, manifest, options.onProgress);
    return { folder, manifest };
  } catch (error) {
    if (made) await rm(unfinished, { recursive: true, force: true });
    throw refusalOf(error);
  } finally {
    // Ends the backup on the server too, where it was not finished.
    await client.end().catch(() => undefined);
  }
}

async function copyCluster(
  client: pg.Client,
  facts: ClusterFacts,
  folder: string,
  startedAt: Date,
  options: BackupOptions,
): Promise<Manifest> {
  options.onProgress('Waiting for a checkpoint');
  const id = v7();
  const started = await client.query<{ segment: string }>(
    'select pg_walfile_name(pg_backup_start($1, true)) as segment',
    [`branchline ${id}`],
  );
  const { folders, files } = await copyData(facts.dataFolder, path.join(folder, DATA), options);
  const stopped = await client.query<{ lsn: string; label: string; finished_at: Date }>(
    'select lsn::text, labelfile as label, clock_timestamp() as finished_at from pg_backup_stop(false)',
  );
  const end = stopped.rows[0];
  const firstSegment = started.rows[0]?.segment;
  if (end === undefined || firstSegment === undefined) throw new RangeError('no end of the backup');
  const last = await client.query<{ segment: string }>('select pg_walfile_name($1::pg_lsn) as segment', [
    end.lsn,
  ]);
  const label = path.join(folder, DATA, 'backup_label');
  await writePrivate(label, end.label);
  files.push({ ...(await hashFile(label)), path: `${DATA}/backup_label` });
  const wal = { firstSegment, lastSegment: last.rows[0]?.segment ?? firstSegment };
  files.push(...(await copyNeededWal({ ...wal, segmentBytes: facts.segmentBytes, folder, ...options })));
  files.push(...(await copyPassword(facts.dataFolder, folder)));
  const manifest: Manifest = {
    format: 'branchline-backup-1',
    id,
    startedAt: startedAt.toISOString(),
    finishedAt: end.finished_at.toISOString(),
    postgresVersion: facts.postgresVersion,
    systemIdentifier: facts.systemIdentifier,
    schema: facts.schema,
    segmentBytes: facts.segmentBytes,
    ...wal,
    folders,
    files,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
  };
  await writeManifest(folder, manifest);
  if (!options.fast) {
    options.onProgress('Making it durable');
    await syncFiles(files.map((file) => path.join(folder, file.path)));
  }
  return manifest;
}

async function copyData(from: string, to: string, { onProgress, signal }: BackupOptions) {
  const listed = await listDataFiles(from);
  await mkdir(to, { mode: 0o700 });
  for (const folder of listed.folders) await mkdir(path.join(to, folder), { recursive: true, mode: 0o700 });
  const files: BackupFile[] = [];
  const copy = async (file: string) => {
    if (signal?.aborted) throw new BackupError('interrupted', 'Stopped; nothing of this backup is left.');
    const copied = await copyFile(path.join(from, file), path.join(to, file)).catch(async (error) => {
      // A table that is dropped meanwhile takes its files with it; the WAL says so.
      if (error.code !== 'ENOENT') throw error;
      await rm(path.join(to, file), { force: true });
      return undefined;
    });
    if (copied) files.push({ path: `${DATA}/${file}`, ...copied });
  };
  const tell = (percent: number) => onProgress(`Copied ${percent} % of ${listed.files.length} files`);
  await sideBySide(
    listed.files.filter((file) => file !== CONTROL_FILE),
    copy,
    tell,
  );
  await copy(CONTROL_FILE);
  return { folders: listed.folders.map((folder) => `${DATA}/${folder}`), files };
}

/** The embedded database is of no use without its password, which lies beside its folder and not in it. */
async function copyPassword(dataFolder: string, folder: string): Promise<BackupFile[]> {
  const home = path.dirname(dataFolder);
  const embedded = (await readdir(home).catch((): string[] => [])).includes('initialised');
  if (!embedded) return [];
  return [{ path: PASSWORD, ...(await copyFile(path.join(home, PASSWORD), path.join(folder, PASSWORD))) }];
}

async function requireFolder(archive: string): Promise<void> {
  const found = await stat(archive).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new BackupError('archive_unreadable', `The folder of the WAL archive, ${archive}, is not there.`);
}

async function makeTarget(root: string, folder: string, unfinished: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    if ((await readdir(root)).includes(path.basename(folder))) {
      throw new BackupError('target_exists', `${folder} is there already. Nothing was changed.`);
    }
    await mkdir(unfinished, { mode: 0o700 });
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError('target_unwritable', `${root} cannot be written.`, error);
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof BackupError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === '42501') {
    return new BackupError(
      'not_allowed',
      'The role may not take backups: see "A role for backups" in docs/OPERATIONS.md.',
      error,
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new BackupError(
      'source_unreadable',
      "A file of the database cannot be read. Run this as PostgreSQL's user.",
      error,
    );
  }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS') {
    return new BackupError('target_unwritable', 'The folder of the backups is full or read-only.', error);
  }
  if (databaseFault(error) === 'unavailable') {
    return new BackupError(
      'database_unreachable',
      `The database cannot be reached. ${whyAway(error)}`,
      error,
    );
  }
  return error;
}
