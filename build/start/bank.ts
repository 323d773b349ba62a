import { startEmbedded } from '#sync-server/db/embedded.ts';
import { migrate } from '#sync-server/db/migrate.ts';
import { createPool, type Pool } from '#sync-server/db/pool.ts';
import { readySignIns } from '#sync-server/demo/ready-sign-ins.ts';
import { seedDemoBank } from '#sync-server/demo/seed.ts';
import type { SignIn } from '#sync-server/demo/sign-ins.ts';
import { StartProblem, Stopped } from './problem.ts';
import type { Steps } from './steps.ts';
import type { Teardown } from './teardown.ts';

export interface BankOptions {
  dataDir: string;
  customers: number;
  walArchive?: string;
  /** A PostgreSQL of the user's own; else the embedded one is started. */
  databaseUrl: string | undefined;
  signal: AbortSignal;
}

export interface Bank {
  databaseUrl: string;
  /** Who can sign in with a published password: of the demo bank, or of an imported one. */
  signIns: SignIn[];
}

/** A database, up to date, with a bank in it. */
export async function openBank(options: BankOptions, steps: Steps, teardown: Teardown): Promise<Bank> {
  const databaseUrl = options.databaseUrl ?? (await startDatabase(options, steps, teardown));
  const pool = createPool(databaseUrl, { max: 4, applicationName: 'branchline-start' });
  try {
    if (options.databaseUrl !== undefined) await requireReachable(pool);
    await steps.run('Database up to date', (tell) => migrate(pool, tell));
    options.signal.throwIfAborted();
    await seed(pool, options, steps);
    return { databaseUrl, signIns: await readySignIns(pool) };
  } finally {
    await pool.end();
  }
}

async function startDatabase(options: BankOptions, steps: Steps, teardown: Teardown): Promise<string> {
  const database = await steps.run('PostgreSQL started', async (tell) => {
    const started = await startEmbedded({
      dataDir: options.dataDir,
      onProgress: tell,
      ...(options.walArchive !== undefined && { walArchive: options.walArchive }),
    });
    teardown.add('PostgreSQL', () => started.stop());
    return started;
  });
  if (database.dataDir !== options.dataDir)
    steps.say(
      `         PostgreSQL's user cannot reach the data folder: the database is in ${database.dataDir}`,
    );
  options.signal.throwIfAborted();
  return database.url;
}

async function seed(pool: Pool, { customers, signal }: BankOptions, steps: Steps) {
  const from = Date.now();
  try {
    return await steps.run('Demo bank ready', (tell) =>
      seedDemoBank(pool, {
        customers,
        signal,
        onProgress: ({ done, total }) =>
          tell(`${count(done)} of ${count(total)} customers${remaining(from, done, total)}`),
      }),
    );
  } catch (error) {
    throw signal.aborted ? new Stopped() : error;
  }
}

async function requireReachable(pool: Pool): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartProblem(
      `The database that DATABASE_URL names cannot be used: ${reason || 'no answer'}. Correct the address, or unset it for the embedded PostgreSQL.`,
    );
  }
}

function remaining(from: number, done: number, total: number): string {
  if (done === 0) return '';
  const seconds = Math.ceil((((Date.now() - from) / done) * (total - done)) / 1000);
  return seconds > 2 ? `, about ${seconds} s left` : '';
}

function count(value: number): string {
  return value.toLocaleString('en');
}
