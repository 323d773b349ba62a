import { v7 } from 'uuid';
import { z } from 'zod';
import { abilityOf } from '#shared/access/ability.ts';
import { sign } from '#shared/crypto/signature.ts';
import { uuid } from '#shared/model/primitives.ts';
import { ORDER_PURPOSE, orderStatement } from '#shared/protocol/device.ts';
import { type WipeState, wipeRequest, wipeResponse } from '#shared/protocol/operations.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireUser } from '../identity/guard.ts';

export function wipeRoutes(app: TypedApp, context: Context): void {
  app.post(
    '/operations/devices/:id/wipe',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Order a device to erase itself at its next contact',
        security: [{ bearer: [] }],
        params: z.strictObject({ id: uuid }),
        body: wipeRequest,
        response: { 200: wipeResponse, ...errors(400, 401, 403, 404, 429, 503) },
      },
    },
    async (request): Promise<WipeState> => {
      const principal = await requireUser(context, request);
      if (!abilityOf(principal.role).can('update', 'operations')) {
        throw new HttpError('forbidden', 'this role does not order wipes');
      }
      const { id } = request.params;
      const order = await orderWipe(context, id, {
        by: principal.userId,
        at: principal.deviceId,
        reason: request.body.reason,
      });
      request.log.warn({ deviceId: id, orderedBy: principal.userId }, 'a device was ordered to erase itself');
      return order;
    },
  );
}

/**
 * One open order a device: asked for again, it is the same. From here on the device's sessions are over and no new
 * one opens until it has confirmed; what it holds unsent it still delivers under its own identity.
 */
function orderWipe(
  context: Context,
  deviceId: string,
  order: { by: string; at: string; reason: string },
): Promise<WipeState> {
  const now = context.clock();
  return inTransaction(context.pool, async (client) => {
    const found = await client.query<{ id: string }>('select id from devices where id = $1 for update', [
      deviceId,
    ]);
    const [device] = found.rows;
    if (device === undefined) throw new HttpError('not_found', 'no such device');
    const open = await openOrder(client, device.id);
    if (open !== undefined) return open;
    const statement = { id: v7(), deviceId: device.id, kind: 'wipe' as const, issuedAt: now.toISOString() };
    const signature = await sign(context.keys.pairs.signingKey, ORDER_PURPOSE, orderStatement(statement));
    await client.query(
      `insert into device_orders (id, device_id, kind, reason, ordered_by, issued_at, signature)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [statement.id, device.id, statement.kind, order.reason, order.by, now, signature],
    );
    await client.query(
      `update sessions set revoked_at = $2, revoked_reason = 'wipe_ordered', successor_sealed = null
       where device_id = $1 and revoked_at is null`,
      [device.id, now],
    );
    const act = { actorId: order.by, deviceId: order.at, subjectId: device.id, reason: order.reason };
    await audit(client, { ...act, action: 'device.wipe', detail: { order: statement.id } }, now);
    return { orderedAt: now.toISOString() };
  });
}

async function openOrder(client: Client, deviceId: string): Promise<WipeState | undefined> {
  const found = await client.query<{ issued_at: Date }>(
    'select issued_at from device_orders where device_id = $1 and confirmed_at is null',
    [deviceId],
  );
  return found.rows[0] && { orderedAt: found.rows[0].issued_at.toISOString() };
}
