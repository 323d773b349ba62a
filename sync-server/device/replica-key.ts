import type { z } from 'zod';
import { openBox, SealedBoxError, sealTo } from '#shared/crypto/sealed-box.ts';
import {
  escrowContext,
  personalScope,
  releaseContext,
  type replicaKeyRequest,
} from '#shared/protocol/device.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { hasOpenOrder } from '../identity/devices.ts';
import type { Principal } from '../identity/guard.ts';
import { loadScope } from '../pull/grants.ts';

/**
 * Opens the escrow of a replica's master key for a user who is of that replica's scope now, on the device it lies
 * on, and seals the key to them. The box alone is worth nothing: it opens here only, for that device and scope.
 */
export async function releaseKey(
  context: Context,
  principal: Principal,
  request: z.infer<typeof replicaKeyRequest>,
): Promise<string> {
  const { scopeId, escrow, publicKey } = request;
  const { userId, deviceId } = principal;
  const scope = await loadScope(context.pool, principal, context.clock());
  if (scope === undefined || (scope.replica.id !== scopeId && personalScope(userId) !== scopeId)) {
    throw new HttpError('forbidden', 'the replica is of another scope', { paths: ['/scopeId'] });
  }
  if (await hasOpenOrder(context.pool, deviceId)) {
    throw new HttpError('forbidden', 'this device has an order to fetch first');
  }
  const { pairs } = context.keys;
  try {
    const key = await openBox(pairs.openingKey, escrow, escrowContext(deviceId, scopeId));
    return await sealTo(publicKey, key, releaseContext(deviceId, scopeId));
  } catch (error) {
    if (!(error instanceof SealedBoxError)) throw error;
    throw new HttpError('forbidden', 'the escrow is not of this device and scope', { paths: ['/escrow'] });
  }
}
