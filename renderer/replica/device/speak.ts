import type { z } from 'zod';
import { sign } from '#shared/crypto/signature.ts';
import type { DeviceProof } from '#shared/protocol/auth.ts';
import { DEVICE_PURPOSE, deviceStatement, signInStatement } from '#shared/protocol/device.ts';
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

/**
 * Shows that this device has its key, for a sign-in that names `signingKey`. Waits for the server as long as `timeout`
 * says, in milliseconds; rejects with {@link ReplicaError}.
 */
export async function proveDevice(
  server: Server,
  device: Device,
  signingKey: string,
  timeout?: number,
): Promise<DeviceProof> {
  const { challenge } = await server.challenge(device.id, timeout === undefined ? {} : { timeout });
  const statement = signInStatement(challenge, signingKey);
  return { challenge, signature: await sign(device.privateKey, DEVICE_PURPOSE, statement) };
}
