import { z } from 'zod';
import { inTransaction, type Pool } from '../db/pool.ts';

/** A device that was away longer starts over. The row `feed` in `settings` may say another number. */
export const FEED_DAYS = 30;
export const FEED_SETTING = 'feed';
// The nightly check looks two days back and must find the rows of then.
const setting = z.strictObject({ days: z.int().min(3).max(366) });
const LOCK = 7_302_006;
const AT_ONCE = 50_000;

/**
 * Removes feed rows older than the set time, never a channel's last one: a checkpoint at it stays good. What
 * was removed is noted by channel, so that an older checkpoint is told to start anew. Returns how many rows went.
 */
export function pruneFeed(pool: Pool, now: Date): Promise<number> {
  return inTransaction(pool, async (client) => {
    const got = await client.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [LOCK]);
    if (!got.rows[0]?.got) return 0;
    const set = await client.query<{ value: unknown }>('select value from settings where name = $1', [
      FEED_SETTING,
    ]);
    const days = setting.safeParse(set.rows[0]?.value).data?.days ?? FEED_DAYS;
    const pruned = await client.query(
      `with old as (
         select f.channel, f.pos from feed f
         where f.at < $1 and exists (select from feed l where l.channel = f.channel and l.pos > f.pos)
         order by f.pos limit $2
       ), gone as (
         delete from feed f using old where f.channel = old.channel and f.pos = old.pos
         returning f.channel, f.pos
       ), noted as (
         insert into feed_floor (channel, pos) select channel, max(pos) from gone group by channel
         on conflict (channel) do update set pos = greatest(feed_floor.pos, excluded.pos)
       ) select 1 from gone`,
      [new Date(now.getTime() - days * 86_400_000), AT_ONCE],
    );
    return pruned.rowCount ?? 0;
  });
}
