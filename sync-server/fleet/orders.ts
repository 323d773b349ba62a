import { v7 } from 'uuid';
import { sign } from '#shared/crypto/signature.ts';
import { ORDER_PURPOSE, orderStatement } from '#shared/protocol/device.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';

/** `wipe` is fetched by the device; `revoke` is between the server and IT. */
export type OrderKind = 'wipe' | 'revoke';

export interface OpenOrder {
  readonly id: string;
  readonly issuedAt: Date;
}

const actions = { wipe: 'device.wipe', revoke: 'device.revoke' } as const;

/**
 * One open order of a kind a device: asked for again, it is the same. From here on the device's sessions are over and
 * no new one opens until it is done with; what the device holds unsent it still delivers under its own identity.
 */
export async function giveOrder(
  context: Context,
  kind: OrderKind,
  deviceId: string,
  { userId, deviceId: at }: Principal,
  reason: string,
): Promise<OpenOrder> {
  const now = context.clock();
  const given = await inTransaction(context.pool, async (client) => {
    const device = await lockDevice(client, deviceId);
    const open = await openOrder(client, device.id, kind);
    if (open !== undefined) return open;
    const statement = { id: v7(), deviceId: device.id, kind, issuedAt: now.toISOString() };
    const signature = await sign(context.keys.pairs.signingKey, ORDER_PURPOSE, orderStatement(statement));
    await client.query(
      `insert into device_orders (id, device_id, kind, reason, ordered_by, issued_at, signature)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [statement.id, device.id, kind, reason, userId, now, signature],
    );
    await endSessions(client, [device.id], `${kind}_ordered`, now);
    const act = { actorId: userId, deviceId: at, subjectId: device.id, reason };
    await audit(client, { ...act, action: actions[kind], detail: { order: statement.id } }, now);
    return { id: statement.id, issuedAt: now };
  });
  await context.orderCopies?.copySoon();
  return given;
}

export interface DeviceRow {
  readonly id: string;
  readonly approved_at: Date | null;
}

/** The device's row, locked: a sign-in there waits, and finds what was decided. */
export async function lockDevice(client: Client, deviceId: string): Promise<DeviceRow> {
  const found = await client.query<DeviceRow>(
    'select id, approved_at from devices where id = $1 for update',
    [deviceId],
  );
  const [device] = found.rows;
  if (device === undefined) throw new HttpError('not_found', 'no such device');
  return device;
}

export async function openOrder(
  client: Client,
  deviceId: string,
  kind: OrderKind,
): Promise<OpenOrder | undefined> {
  const found = await client.query<{ id: string; issued_at: Date }>(
    'select id, issued_at from device_orders where device_id = $1 and kind = $2 and confirmed_at is null',
    [deviceId, kind],
  );
  return found.rows[0] && { id: found.rows[0].id, issuedAt: found.rows[0].issued_at };
}

/** From their next request on; streams end with their next ping. */
export async function endSessions(
  client: Client,
  deviceIds: readonly string[],
  why: string,
  now: Date,
): Promise<void> {
  await client.query(
    `update sessions set revoked_at = $2, revoked_reason = $3, successor_sealed = null
     where device_id = any ($1::uuid[]) and revoked_at is null`,
    [deviceIds, now, why],
  );
}
