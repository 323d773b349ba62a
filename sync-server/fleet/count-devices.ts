import { deviceAlert, deviceState } from '#shared/protocol/fleet.ts';
import type { Context } from '../context.ts';
import { summarize } from './summary.ts';

/** Counts the bank's devices into the figures of this node. Rejects when the database cannot be asked. */
export async function countDevices({
  pool,
  metrics,
  clock,
}: Pick<Context, 'pool' | 'metrics' | 'clock'>): Promise<void> {
  const now = clock();
  const { states, alerts } = await summarize(pool, now);
  for (const state of deviceState.options) metrics.devices.set({ state }, states[state]);
  for (const alert of deviceAlert.options) metrics.deviceAlerts.set({ alert }, alerts[alert]);
  // Of a device that IT has shut out, wants erased or has erased nobody has to be reminded.
  const waiting = await pool.query<{ edits: number; seconds: number }>(
    `select coalesce(sum(d.unsent), 0)::int as edits,
            coalesce(max(extract(epoch from $1 - coalesce(d.last_sync_at, d.last_contact_at))), 0)::float8 as seconds
     from devices d where d.unsent > 0
       and not exists (select from device_orders o where o.device_id = d.id
                         and (o.confirmed_at is null
                              or (o.kind = 'wipe' and d.last_seen_at <= o.confirmed_at + interval '1 hour')))`,
    [now],
  );
  metrics.unsentEdits.set(waiting.rows[0]?.edits ?? 0);
  metrics.unsentSince.set(Math.max(0, waiting.rows[0]?.seconds ?? 0));
  // One that IT has shut out as well was written off: nobody waits for it.
  const wipes = await pool.query<{ seconds: number | null }>(
    `select extract(epoch from $1 - min(issued_at))::float8 as seconds
     from device_orders o where kind = 'wipe' and confirmed_at is null
       and not exists (select from device_orders r where r.device_id = o.device_id
                         and r.kind = 'revoke' and r.confirmed_at is null)`,
    [now],
  );
  metrics.wipeSince.set(Math.max(0, wipes.rows[0]?.seconds ?? 0));
}
