import { chmod, chown, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { databaseUser } from '../db/embedded/account.ts';
import type { SystemUser } from '../db/embedded/run.ts';
import { writePrivate } from '../db/embedded/state.ts';
import { copyFile, syncFiles, syncFolder } from './copy-file.ts';
import { BackupError } from './errors.ts';
import { DATA, type Manifest, PASSWORD, readManifest, WAL } from './manifest.ts';
import { type RestoreTarget, recoverySettings } from './recovery-settings.ts';
import { sideBySide } from './side-by-side.ts';
import { damagedFiles } from './verify-backup.ts';

export interface RestoreOptions {
  /** One backup's folder. */
  readonly from: string;
  readonly archive: string;
  /** The data folder to make: absent, or empty. */
  readonly dataFolder: string;
  readonly target: RestoreTarget;
  readonly onProgress: (message: string) => void;
  readonly now?: Date;
  /** Tests only: a crash of the machine may damage what was put back. */
  readonly fast?: boolean;
}

/**
 * Puts a backup's files into a new data folder, each checked against the manifest, and tells PostgreSQL how far to
 * recover when it starts there. Never writes into a folder that holds anything.
 * @throws BackupError
 */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const manifest = await readManifest(options.from);
  checkTarget(options.target, manifest, options.now ?? new Date());
  const settings = recoverySettings(options.archive, options.target);
  if ((await stat(options.archive).catch(() => undefined))?.isDirectory() !== true) {
    throw new BackupError(
      'archive_unreadable',
      `The folder of the WAL archive, ${options.archive}, is not there.`,
    );
  }
  const owner = await databaseUser();
  await makeEmpty(options.dataFolder, owner);
  await copyFiles(options, manifest, owner);
  await writeSettings(options.dataFolder, settings, owner);
  await syncFolder(options.dataFolder);
  return manifest;
}

function checkTarget(target: RestoreTarget, manifest: Manifest, now: Date): void {
  if (target.kind !== 'moment') return;
  if (target.at.toISOString() < manifest.finishedAt) {
    throw new BackupError(
      'moment_too_early',
      `This backup was complete at ${manifest.finishedAt} only. Choose an older backup, or a later moment.`,
    );
  }
  if (target.at > now) {
    throw new BackupError('moment_too_late', 'That moment is yet to come. Use --latest for all there is.');
  }
}

async function makeEmpty(folder: string, owner: SystemUser | undefined): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length > 0) {
      throw new BackupError(
        'target_not_empty',
        `${folder} is not empty. Nothing was changed; move it away first, do not remove it.`,
      );
    }
    await chmod(folder, 0o700);
    if (owner) await chown(folder, owner.uid, owner.gid);
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError('target_unwritable', `${folder} cannot be made or written.`, error);
  }
}

async function copyFiles(
  { from, dataFolder, onProgress, fast }: RestoreOptions,
  manifest: Manifest,
  owner: SystemUser | undefined,
): Promise<void> {
  for (const folder of manifest.folders) {
    const made = path.join(dataFolder, path.relative(DATA, folder));
    await mkdir(made, { recursive: true, mode: 0o700 });
    if (owner) await chown(made, owner.uid, owner.gid);
  }
  const put: string[] = [];
  const files = manifest.files.filter((file) => file.path !== PASSWORD);
  await sideBySide(
    files,
    async (file) => {
      const inData = file.path.startsWith(`${WAL}/`)
        ? path.join('pg_wal', path.basename(file.path))
        : path.relative(DATA, file.path);
      const to = path.join(dataFolder, inData);
      const copied = await copyFile(path.join(from, file.path), to, owner).catch((error: unknown) => {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (code === 'ENOENT') throw damagedFiles(from, [file.path]);
        throw new BackupError('target_unwritable', `${dataFolder} could not be written (${code}).`, error);
      });
      if (copied.sha256 !== file.sha256) throw damagedFiles(from, [file.path]);
      put.push(to);
    },
    (percent) => onProgress(`Put back ${percent} % of ${files.length} files`),
  );
  if (!fast) await syncFiles(put);
}

const OWN_SETTINGS = /^\s*(restore_command|recovery_target\w*)\s*=/;

/** Those of an earlier restore, which came along in the backup, would contradict these. */
async function writeSettings(
  dataFolder: string,
  settings: string,
  owner: SystemUser | undefined,
): Promise<void> {
  const file = path.join(dataFolder, 'postgresql.auto.conf');
  const before = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const kept = before.filter((line) => !OWN_SETTINGS.test(line)).join('\n');
  await writePrivate(file, `${kept.trimEnd()}\n${settings}`, owner);
  await writePrivate(path.join(dataFolder, 'recovery.signal'), '', owner);
}
