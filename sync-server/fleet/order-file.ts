import { z } from 'zod';
import { instant, line, uuid } from '#shared/model/primitives.ts';
import { publicKey, sealedText } from '#shared/protocol/auth.ts';
import type { Pool } from '../db/pool.ts';
import type { LineKind } from './signed-lines.ts';

const order = z.strictObject({
  id: uuid,
  deviceId: uuid,
  kind: z.enum(['wipe', 'revoke']),
  issuedAt: instant,
  signature: sealedText,
  reason: line(200),
  orderedBy: uuid.nullable(),
  /** Of the device, which may have been enrolled after the backup. */
  deviceKey: publicKey.nullable(),
  endedAt: instant.nullable(),
});
/** An order as it is kept outside the database: whole, so that a database that never had it can take it up. */
export type FiledOrder = z.infer<typeof order>;

export const orderLines: LineKind<FiledOrder> = {
  name: 'device-orders',
  purpose: 'filed device order',
  schema: order,
  statementOf: ({ id, deviceId, kind, issuedAt, signature, reason, orderedBy, deviceKey, endedAt }) =>
    JSON.stringify([id, deviceId, kind, issuedAt, signature, reason, orderedBy, deviceKey, endedAt]),
};

interface OrderRow {
  id: string;
  device_id: string;
  kind: 'wipe' | 'revoke';
  issued_at: Date;
  signature: string;
  reason: string;
  ordered_by: string | null;
  public_key: string | null;
  confirmed_at: Date | null;
}

/** All orders, or those that were given or ended within a day. */
export async function ordersToFile(pool: Pool, all: boolean): Promise<FiledOrder[]> {
  const found = await pool.query<OrderRow>(
    `select o.id, o.device_id, o.kind, o.issued_at, o.signature, o.reason, o.ordered_by, d.public_key, o.confirmed_at
     from device_orders o join devices d on d.id = o.device_id
     where $1 or greatest(o.issued_at, o.confirmed_at) > now() - interval '1 day' order by o.issued_at`,
    [all],
  );
  return found.rows.map((row) => ({
    id: row.id,
    deviceId: row.device_id,
    kind: row.kind,
    issuedAt: row.issued_at.toISOString(),
    signature: row.signature,
    reason: row.reason,
    orderedBy: row.ordered_by,
    deviceKey: row.public_key,
    endedAt: row.confirmed_at?.toISOString() ?? null,
  }));
}
