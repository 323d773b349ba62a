import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './tables.ts';

export type Pool = pg.Pool;
export type Client = pg.ClientBase;

/** revs and positions are bigint in SQL and stay far below 2^53: read them as numbers. */
const INT8 = 20;
const types = new pg.TypeOverrides();
types.setTypeParser(INT8, Number);

export interface PoolOptions {
  readonly max?: number;
  readonly applicationName?: string;
  /** Longest a statement may run, in milliseconds; 0 for imports and the like. */
  readonly statementTimeout?: number;
}

/** A pool of connections. One that breaks is replaced, whether it is idle or lent: what it was asked fails, no more. */
export function createPool(url: string, options: PoolOptions = {}): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 12,
    application_name: options.applicationName ?? 'branchline',
    statement_timeout: options.statementTimeout ?? 0,
    connectionTimeoutMillis: 5_000,
    types,
  });
  pool.on('error', () => undefined);
  // A lent connection has no listener of the pool's, and an error that nobody listens for ends the process: as when the
  // database fails over between two statements of a transaction.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A single connection outside the pool: for session locks and LISTEN. */
export function createClient(url: string, applicationName: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types,
  });
  client.on('error', () => undefined);
  return client;
}

/** Typed queries over the same pool; ending the pool stays with whoever made it. */
export function createKysely(pool: Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** Runs `work` in a transaction on one connection; rolls back when it throws. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((fault: unknown) => {
      broken = fault instanceof Error ? fault : new Error('rollback failed');
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
