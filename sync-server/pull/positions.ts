import type { Client } from '../db/pool.ts';
import { prepared } from '../db/prepared.ts';
import { HttpError } from '../http/http-error.ts';
import type { Position } from './checkpoint.ts';

/**
 * Whether the feed still holds what the checkpoint has seen. A row that is gone, or has another nonce, means that
 * history was lost (a restore, a fail-over) or pruned; then nothing can be said about what was missed since.
 */
export async function verifyPositions(client: Client, positions: Record<string, Position>): Promise<void> {
  const channels = Object.keys(positions);
  if (channels.length === 0) return;
  const found = await client.query<{ lost: boolean; pruned: boolean }>(
    prepared(`select coalesce(bool_or(t.pos > 0 and f.pos is null), false) as lost,
            coalesce(bool_or(p.pos > t.pos), false) as pruned
     from unnest($1::text[], $2::bigint[], $3::bigint[]) as t (channel, pos, nonce)
     left join feed f on f.channel = t.channel and f.pos = t.pos and f.nonce = t.nonce
     left join feed_floor p on p.channel = t.channel`),
    [channels, channels.map((c) => positions[c]?.[0] ?? 0), channels.map((c) => positions[c]?.[1] ?? 0)],
  );
  const row = found.rows[0];
  if (row?.lost || row?.pruned) {
    throw new HttpError(
      'resync_required',
      row.pruned ? 'the checkpoint is too old' : 'the feed lost history',
    );
  }
}
