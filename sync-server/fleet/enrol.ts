import type { FleetAnswer } from '#shared/protocol/fleet.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/pool.ts';
import type { Principal } from '../identity/guard.ts';
import { giveOrder, lockDevice, openOrder } from './orders.ts';

/** Lets a device in that waits for it: the next sign-in there opens a session. */
export function approveDevice(
  context: Context,
  principal: Principal,
  id: string,
  reason: string,
): Promise<FleetAnswer> {
  const now = context.clock();
  return inTransaction(context.pool, async (client) => {
    const device = await lockDevice(client, id);
    if (device.approved_at === null) {
      await client.query('update devices set approved_at = $2, approved_by = $3 where id = $1', [
        device.id,
        now,
        principal.userId,
      ]);
      await audit(client, lineOf(principal, 'device.approve', device.id, reason), now);
    }
    const revoked = (await openOrder(client, device.id, 'revoke')) !== undefined;
    return { id: device.id, state: revoked ? 'revoked' : 'approved' };
  });
}

/** Nobody works on the device any more, and nobody is let in until it is lifted. */
export async function revokeDevice(
  context: Context,
  principal: Principal,
  id: string,
  reason: string,
): Promise<FleetAnswer> {
  await giveOrder(context, 'revoke', id, principal, reason);
  return { id, state: 'revoked' };
}

/** Lifts a revocation. Sessions of before stay ended: who works there signs in again. */
export async function restoreDevice(
  context: Context,
  principal: Principal,
  id: string,
  reason: string,
): Promise<FleetAnswer> {
  const now = context.clock();
  const answer = await inTransaction(context.pool, async (client): Promise<FleetAnswer> => {
    const device = await lockDevice(client, id);
    const ended = await client.query<{ id: string }>(
      `update device_orders set confirmed_at = $2, ended_by = $3
       where device_id = $1 and kind = 'revoke' and confirmed_at is null returning id`,
      [device.id, now, principal.userId],
    );
    const [order] = ended.rows;
    if (order !== undefined) {
      const act = lineOf(principal, 'device.restore', device.id, reason);
      await audit(client, { ...act, detail: { order: order.id } }, now);
    }
    return { id: device.id, state: device.approved_at === null ? 'waiting' : 'approved' };
  });
  await context.orderCopies?.copySoon();
  return answer;
}

function lineOf(
  { userId, deviceId }: Principal,
  action: 'device.approve' | 'device.restore',
  subjectId: string,
  reason: string,
) {
  return { actorId: userId, deviceId, action, subjectId, reason };
}
