import { setTimeout as wait } from 'node:timers/promises';
import { createPool } from '#sync-server/db/pool.ts';

const LIMIT_MS = 120_000;

/**
 * Waits until the server has given every change its place in the feed. A client that signs in before would be told
 * that its first download is whole, and see most of a new bank arrive afterwards.
 */
export async function waitForFeed(
  databaseUrl: string,
  signal: AbortSignal,
  tell: (text: string) => void,
): Promise<void> {
  const pool = createPool(databaseUrl, { max: 1, applicationName: 'branchline-start' });
  const end = Date.now() + LIMIT_MS;
  try {
    for (;;) {
      const { rows } = await pool.query<{ waiting: number }>('select count(*) as waiting from change_log');
      const waiting = rows[0]?.waiting ?? 0;
      // A bank that somebody writes to all the time never comes to rest: it is served all the same.
      if (waiting === 0 || Date.now() > end) return;
      tell(`${waiting.toLocaleString('en')} changes to go`);
      await wait(100, undefined, { signal });
    }
  } finally {
    await pool.end();
  }
}
