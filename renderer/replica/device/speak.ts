import type { z } from 'zod';
import { sign } from '#shared/crypto/signature.ts';
import { DEVICE_PURPOSE, deviceStatement } from '#shared/protocol/device.ts';
import type { Server } from '../sync/server.ts';
import type { Device } from './identity.ts';

/** Asks the server in the device's own name. Rejects with {@link ReplicaError}. */
export async function speak<T extends z.ZodType>(
  server: Server,
  device: Device,
  path: string,
  payload: string,
  schema: T,
): Promise<z.infer<T>> {
  const { challenge } = await server.challenge(device.id, {});
  const signature = await sign(device.privateKey, DEVICE_PURPOSE, deviceStatement(path, challenge, payload));
  return await server.device(path, { deviceId: device.id, challenge, payload, signature }, schema, {});
}
