import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { canReach, databaseUser, makeFolder } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { openCluster } from './embedded/cluster.ts';
import { EmbeddedDatabaseError } from './embedded/errors.ts';
import { DATABASE, ensureDatabase, freePort, launch, urlOf } from './embedded/launch.ts';
import { clearLeftover, stopPostgres } from './embedded/leftover.ts';
import type { SystemUser } from './embedded/run.ts';
import { readRunningDatabase, removeRunningDatabase, writeRunningDatabase } from './embedded/state.ts';

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** A free one when absent. */
  readonly port?: number;
  readonly onProgress?: (message: string) => void;
  /** Tests only: no fsync. */
  readonly fast?: boolean;
  /** A folder into which WAL is archived, for backups. */
  readonly walArchive?: string;
  /** Milliseconds that the start may take; recovery of a backup takes longer than any other. */
  readonly startWithin?: number;
}

export interface EmbeddedDatabase {
  /** The product's database, over loopback, with its password. */
  readonly url: string;
  /** Where the data are: not the folder asked for when PostgreSQL's user cannot reach that one. */
  readonly dataDir: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on a data folder, making or recovering what is there. While it runs,
 * `database.json` in the folder asked for tells other processes of this machine's user where it is.
 * Rejects with {@link EmbeddedDatabaseError} only.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const onProgress = options.onProgress ?? (() => undefined);
  const asked = path.resolve(options.dataDir);
  await makeFolder(asked);
  const running = await readRunningDatabase(asked);
  if (running) {
    throw new EmbeddedDatabaseError(
      'already_running',
      `Branchline already runs on ${asked} (process ${running.ownerPid}). Stop it, or choose another --data-dir.`,
    );
  }
  const user = await databaseUser();
  const home = await reachableHome(asked, user, onProgress);
  const binaries = await findBinaries(user, path.join(spareFolders()[0] ?? os.tmpdir(), 'bin'));
  await clearLeftover(path.join(home, 'postgres'), onProgress);
  const cluster = await openCluster(home, binaries, user, onProgress);
  const walArchive = options.walArchive && (await archiveFolder(options.walArchive, user));
  onProgress('Starting PostgreSQL');
  const { pid, port } = await withPort(options.port, (port) =>
    launch(binaries, cluster, user, {
      port,
      fast: options.fast ?? false,
      logFile: path.join(home, 'postgres.log'),
      ...(walArchive !== undefined && { walArchive }),
      ...(options.startWithin !== undefined && { startWithin: options.startWithin }),
    }).then((pid) => ({ pid, port })),
  );
  await ensureDatabase(cluster.password, port, pid);
  const url = urlOf(cluster.password, port, DATABASE);
  await writeRunningDatabase(asked, url, pid);
  // Where Node ends without stop() (an uncaught exception), the database must not stay behind.
  const onExit = () => {
    try {
      process.kill(pid, 'SIGINT');
    } catch {}
  };
  process.once('exit', onExit);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    process.off('exit', onExit);
    await stopPostgres(pid);
    await removeRunningDatabase(asked);
  };
  return {
    url,
    dataDir: home,
    pid,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

const spareFolders = () => ['/var/lib/branchline', path.join(os.tmpdir(), 'branchline')];

/** PostgreSQL does not make the folder, and does not say so where it cannot write there: it keeps all WAL for ever. */
async function archiveFolder(asked: string, user: SystemUser | undefined): Promise<string> {
  const folder = path.resolve(asked);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (user && (await stat(folder)).uid !== user.uid) await chown(folder, user.uid, user.gid);
  } catch (error) {
    throw new EmbeddedDatabaseError(
      'archive_unwritable',
      `The folder ${folder} cannot be made or written.`,
      error,
    );
  }
  if (await canReach(folder, user)) return folder;
  throw new EmbeddedDatabaseError(
    'archive_unwritable',
    `PostgreSQL's user "postgres" cannot reach ${folder}. Choose a folder for the WAL that it can pass through to.`,
  );
}

/** The folder itself where the database's user can reach it, else one of the same name elsewhere. */
export async function reachableHome(
  asked: string,
  user: SystemUser | undefined,
  onProgress: (message: string) => void,
): Promise<string> {
  if (await canReach(asked, user)) return asked;
  // Passing through tells nothing: what lies in the folder is readable by its owner only.
  if (user && (await canReach(path.dirname(asked), user))) {
    await chmod(asked, (await stat(asked)).mode | 0o011);
    if (await canReach(asked, user)) return asked;
  }
  const name = `${path.basename(asked)}-${createHash('sha256').update(asked).digest('hex').slice(0, 12)}`;
  for (const folder of spareFolders()) {
    const home = path.join(folder, name);
    try {
      await makeFolder(home);
    } catch {
      continue;
    }
    if (await canReach(home, user)) {
      onProgress(`PostgreSQL's user cannot reach ${asked}: the database is kept in ${home}`);
      return home;
    }
  }
  throw new EmbeddedDatabaseError(
    'data_folder_unwritable',
    `PostgreSQL's user "postgres" cannot reach ${asked}. Choose a folder it can pass through with --data-dir.`,
  );
}

async function withPort<T>(wanted: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  if (wanted !== undefined && wanted !== 0) return start(wanted);
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePort());
    } catch (error) {
      const lost = error instanceof EmbeddedDatabaseError && error.code === 'port_in_use';
      if (!lost || attempt === 3) throw error;
    }
  }
}
