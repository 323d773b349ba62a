import { audit } from '../admin/audit.ts';
import type { Client } from '../db/pool.ts';
import type { FiledOrder } from './order-file.ts';

/**
 * Puts orders in force again that the database lost; gives their number. Sessions that were opened before such an order
 * end, also where it had been carried out: a backup brought them back to life. A device of after the backup is entered
 * anew, waiting for approval.
 */
export async function recallOrders(client: Client, filed: readonly FiledOrder[], now: Date): Promise<number> {
  const known = await client.query<{ id: string; confirmed_at: Date | null }>(
    'select id, confirmed_at from device_orders where id = any ($1::uuid[])',
    [filed.map(({ id }) => id)],
  );
  const before = new Map(known.rows.map((row) => [row.id, row.confirmed_at]));
  let recalled = 0;
  for (const order of filed) {
    const ended = before.get(order.id);
    if (ended === undefined ? await enter(client, order, now) : await end(client, order, ended))
      recalled += 1;
  }
  return recalled;
}

async function enter(client: Client, order: FiledOrder, now: Date): Promise<boolean> {
  await client.query(
    `insert into devices (id, first_seen_at, last_seen_at, public_key) values ($1, $2, $2, $3)
     on conflict (id) do update set public_key = coalesce(devices.public_key, $3)`,
    [order.deviceId, order.issuedAt, order.deviceKey],
  );
  // Of a kind one is open at a time: a second one, of another node at the same moment, says nothing new.
  const entered = await client.query(
    `insert into device_orders (id, device_id, kind, reason, ordered_by, issued_at, signature, confirmed_at)
     values ($1, $2, $3, $4, (select id from users where id = $5), $6, $7, $8) on conflict do nothing`,
    [
      order.id,
      order.deviceId,
      order.kind,
      order.reason,
      order.orderedBy,
      order.issuedAt,
      order.signature,
      order.endedAt,
    ],
  );
  if (entered.rowCount === 0) return false;
  await client.query(
    `update sessions set revoked_at = $2, revoked_reason = $3, successor_sealed = null
     where device_id = $1 and revoked_at is null and created_at <= coalesce($4::timestamptz, $2)`,
    [order.deviceId, now, `${order.kind}_ordered`, order.endedAt],
  );
  const detail = { order: order.id, kind: order.kind, ...(order.endedAt !== null && { done: true }) };
  await audit(
    client,
    { actorId: null, action: 'device.recall', subjectId: order.deviceId, reason: order.reason, detail },
    now,
  );
  return true;
}

/** The database knows the order, and not that it was done with. */
async function end(client: Client, order: FiledOrder, ended: Date | null): Promise<boolean> {
  if (ended !== null || order.endedAt === null) return false;
  const done = await client.query(
    'update device_orders set confirmed_at = $2 where id = $1 and confirmed_at is null',
    [order.id, order.endedAt],
  );
  return done.rowCount === 1;
}
