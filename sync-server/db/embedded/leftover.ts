import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedDatabaseError } from './errors.ts';
import { isAlive } from './processes.ts';
import { run, waitFor } from './run.ts';

/**
 * A PostgreSQL whose Node process was killed goes on running, or died with it and left its pid file. Stops the
 * one and clears the other, so that the next start recovers. Never signals a process that is not a PostgreSQL on
 * this very folder.
 */
export async function clearLeftover(pgData: string, onProgress: (message: string) => void): Promise<void> {
  const pidFile = path.join(pgData, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const pid = Number.parseInt(text, 10);
  if (!(pid > 0 && isAlive(pid) && (await isPostgresOn(pid, pgData)))) {
    await rm(pidFile, { force: true });
    return;
  }
  onProgress(`Stopping the PostgreSQL that an earlier run left behind (process ${pid})`);
  await stopPostgres(pid);
}

/** A fast shutdown: open transactions are rolled back, everything committed is on disk. */
export async function stopPostgres(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await waitFor(() => !isAlive(pid), 30_000)) return;
  signal(pid, 'SIGQUIT');
  if (await waitFor(() => !isAlive(pid), 10_000)) return;
  throw new EmbeddedDatabaseError(
    'already_running',
    `The PostgreSQL process ${pid} does not stop. End it, then start again.`,
  );
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function isPostgresOn(pid: number, pgData: string): Promise<boolean> {
  const folder = await realpath(pgData);
  if (process.platform === 'linux') {
    const [program, cwd] = await Promise.all([
      readFile(`/proc/${pid}/comm`, 'utf8').catch(() => ''),
      readlink(`/proc/${pid}/cwd`).catch(() => ''),
    ]);
    // A postmaster works in its data folder.
    return program.trim() === 'postgres' && cwd === folder;
  }
  const listed = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => undefined);
  return listed?.code === 0 && listed.output.includes('postgres') && listed.output.includes(pgData);
}
