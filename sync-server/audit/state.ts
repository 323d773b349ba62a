import type { Pool } from '../db/pool.ts';
import { chainEnd } from './seal-lines.ts';
import { lastHead } from './sign-heads.ts';

/** How the chain stands. */
export interface ChainState {
  /** The last position given; 0 before the first. */
  readonly sealedTo: number;
  /** Lines that wait for a position, and how long the oldest of them has waited. */
  readonly waiting: number;
  readonly lagSeconds: number;
  readonly head: { readonly number: number; readonly pos: number; readonly at: Date } | undefined;
  /** Since the last head was signed; 0 where there is nothing to sign yet. */
  readonly headAgeSeconds: number;
}

/** Beyond this many lines that wait are not counted one by one. */
const COUNTED = 10_000;

export async function chainState(pool: Pool, now: Date): Promise<ChainState> {
  const [end, head, queue] = await Promise.all([
    chainEnd(pool),
    lastHead(pool),
    pool.query<{ waiting: number; lag: number | null }>(
      `select (select count(*) from (select 1 from audit_unsealed limit ${COUNTED}) as counted) as waiting,
              (select extract(epoch from clock_timestamp() - queued_at)::float8
               from audit_unsealed order by id limit 1) as lag`,
    ),
  ]);
  const at = head && new Date(head.at);
  return {
    sealedTo: end.pos,
    waiting: queue.rows[0]?.waiting ?? 0,
    lagSeconds: Math.max(0, queue.rows[0]?.lag ?? 0),
    head: head && at && { number: head.number, pos: head.pos, at },
    headAgeSeconds: at === undefined ? 0 : Math.max(0, (now.getTime() - at.getTime()) / 1000),
  };
}
