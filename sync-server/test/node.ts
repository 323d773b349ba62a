import { pino } from 'pino';
import type { Pool } from '../db/pool.ts';
import { type RunningServer, type ServerOptions, startServer } from '../server.ts';
import { until } from './until.ts';

/** A server node for a test, quiet and without limits that a test would run into. */
export function startNode(databaseUrl: string, options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  return startServer({
    databaseUrl,
    logger: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    requestsPerMinute: 1_000_000,
    ...options,
  });
}

/** Waits until everything committed so far is on the feed. */
export async function stamped(pool: Pool): Promise<void> {
  await until(async () => (await pool.query('select 1 from change_log limit 1')).rowCount === 0);
}
