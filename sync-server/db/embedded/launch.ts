import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { type Cluster, SUPERUSER } from './cluster.ts';
import { EmbeddedDatabaseError } from './errors.ts';
import { stopPostgres } from './leftover.ts';
import { isAlive } from './processes.ts';
import { type SystemUser, waitFor } from './run.ts';

export interface LaunchOptions {
  readonly port: number;
  /** Tests only: a crash of the machine may lose the database. */
  readonly fast: boolean;
  readonly logFile: string;
  readonly walArchive?: string;
  readonly startWithin?: number;
}

function settings(options: LaunchOptions): string[] {
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    max_connections: '120',
    shared_buffers: '256MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '10min',
    random_page_cost: '1.1',
    // Plans are short and many: compiling them costs more than it saves.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    fsync: options.fast ? 'off' : 'on',
    full_page_writes: options.fast ? 'off' : 'on',
    synchronous_commit: options.fast ? 'off' : 'on',
    // The log must not hold customer data: no statements, no "Key (…)=(…)" details.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    // It is never a standby: while a backup is being recovered it takes no connections, and "ready" means that it is.
    hot_standby: 'off',
    ...(options.walArchive !== undefined && {
      archive_mode: 'on',
      // Copies under another name first, makes it durable, and never replaces a file by a different one.
      archive_library: 'basic_archive',
      'basic_archive.archive_directory': options.walArchive,
      archive_timeout: '60s',
    }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Starts the server process and waits until it takes connections. Its own process group: Ctrl-C is not for it. */
export async function launch(
  binaries: Binaries,
  cluster: Cluster,
  user: SystemUser | undefined,
  options: LaunchOptions,
): Promise<number> {
  const log = await open(options.logFile, 'a', 0o600);
  const from = (await log.stat()).size;
  let exited = false;
  let pid: number | undefined;
  try {
    const child = spawn(binaries.postgres, ['-D', cluster.pgData, ...settings(options)], {
      ...(user ?? {}),
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    child.on('error', () => {
      exited = true;
    });
    child.on('exit', () => {
      exited = true;
    });
    child.unref();
    pid = child.pid;
  } finally {
    await log.close();
  }
  const pidFile = path.join(cluster.pgData, 'postmaster.pid');
  await waitFor(async () => {
    if (exited) return true;
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  }, options.startWithin ?? 120_000);
  if (exited || pid === undefined || !isAlive(pid)) {
    const text = (await readFile(options.logFile, 'utf8').catch(() => '')).slice(from).trim();
    if (/could not bind|Address already in use/.test(text)) {
      throw new EmbeddedDatabaseError('port_in_use', `The database's port ${options.port} is in use.`);
    }
    throw new EmbeddedDatabaseError(
      'start_failed',
      `PostgreSQL did not start. It said: ${text.split('\n').slice(-3).join(' / ')} (${options.logFile})`,
    );
  }
  return pid;
}

export const DATABASE = 'branchline';

export function urlOf(password: string, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** The product's own database in the cluster, made on first use. */
export async function ensureDatabase(password: string, port: number, pid: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(password, port, 'postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    await stopPostgres(pid);
    throw new EmbeddedDatabaseError('start_failed', 'PostgreSQL started but does not let us in.', error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A free port of the loopback address. Another process may take it before it is used: try again then. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
