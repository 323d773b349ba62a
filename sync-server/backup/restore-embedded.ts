import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { databaseUser, makeFolder } from '../db/embedded/account.ts';
import { EmbeddedDatabaseError } from '../db/embedded/errors.ts';
import { writePrivate } from '../db/embedded/state.ts';
import { reachableHome, startEmbedded } from '../db/embedded.ts';
import { BackupError } from './errors.ts';
import { type Manifest, PASSWORD } from './manifest.ts';
import { type RestoreOptions, restoreBackup } from './restore-backup.ts';

export interface EmbeddedRestore extends Omit<RestoreOptions, 'dataFolder'> {
  /** A data folder of `npm start`, absent or without a database. */
  readonly dataDir: string;
}

const A_DAY = 24 * 60 * 60_000;

/**
 * Puts a backup of an embedded database back as one, and lets PostgreSQL recover it: once this resolves, the database is
 * at the moment asked for and stopped.
 * @throws BackupError
 */
export async function restoreEmbedded(options: EmbeddedRestore): Promise<Manifest> {
  const asked = path.resolve(options.dataDir);
  const password = await readFile(path.join(options.from, PASSWORD), 'utf8').catch((error: unknown) => {
    throw new BackupError(
      'backup_missing',
      `${options.from} is no backup of an embedded database. Put it back with --pgdata.`,
      error,
    );
  });
  const user = await databaseUser();
  await makeFolder(asked);
  const home = await reachableHome(asked, user, options.onProgress);
  const taken = (await readdir(home)).filter((name) => ['postgres', 'initialised', PASSWORD].includes(name));
  if (taken.length > 0) {
    throw new BackupError(
      'target_not_empty',
      `${home} holds a database. Nothing was changed; move it away first, do not remove it.`,
    );
  }
  const manifest = await restoreBackup({ ...options, dataFolder: path.join(home, 'postgres') });
  await writePrivate(path.join(home, PASSWORD), password, user);
  await writePrivate(path.join(home, 'initialised'), '');
  options.onProgress('Recovering');
  try {
    const database = await startEmbedded({ dataDir: asked, startWithin: A_DAY, fast: options.fast ?? false });
    await database.stop();
  } catch (error) {
    if (!(error instanceof EmbeddedDatabaseError)) throw error;
    throw new BackupError(
      'recovery_failed',
      `PostgreSQL could not recover to that moment: the archive may not reach it. ${error.message}`,
      error,
    );
  }
  return manifest;
}
