import type { Pool } from '../db/pool.ts';

/** Ended sessions are kept this long, for whoever looks into a stolen token. */
const KEEP_DAYS = 90;

/** Removes sessions that ended long ago. Returns how many. */
export async function forgetSessions(pool: Pool, now: Date): Promise<number> {
  const gone = await pool.query('delete from sessions where least(expires_at, revoked_at) < $1', [
    new Date(now.getTime() - KEEP_DAYS * 86_400_000),
  ]);
  return gone.rowCount ?? 0;
}
