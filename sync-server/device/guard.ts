import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { verify } from '#shared/crypto/signature.ts';
import { DEVICE_PURPOSE, type DeviceRequest, deviceStatement } from '#shared/protocol/device.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import type { RequestLimit } from '../http/request-limit.ts';
import { isStorable } from '../http/storable.ts';
import { isCurrentChallenge } from './challenge.ts';

export type SignedRequest = FastifyRequest<{ Body: DeviceRequest }>;

/** Who speaks: a device that holds the key it registered at a sign-in. */
export interface SpeakingDevice {
  readonly id: string;
  /** It was let in once; what it says for itself is heard in any case. */
  readonly approved: boolean;
}

/**
 * The device that signed the request, or `unauthenticated`, the same for an unknown device, one without a key, a
 * late challenge and a wrong signature. Counted against the device only after that, so that nobody uses up another
 * device's share.
 */
export async function requireDevice(
  context: Context,
  request: SignedRequest,
  path: string,
  limit: RequestLimit,
): Promise<SpeakingDevice> {
  const { deviceId, challenge, payload, signature } = request.body;
  const refused = new HttpError('unauthenticated', 'not signed by a device that is known here');
  if (!isCurrentChallenge(context.keys.challenge, deviceId, challenge, context.clock())) throw refused;
  const found = await context.pool.query<{ id: string; public_key: string | null; approved: boolean }>(
    'select id, public_key, approved_at is not null as approved from devices where id = $1',
    [deviceId],
  );
  const [device] = found.rows;
  if (device === undefined || device.public_key === null) throw refused;
  const statement = deviceStatement(path, challenge, payload);
  if (!(await verify(device.public_key, DEVICE_PURPOSE, statement, signature))) throw refused;
  await limit(request);
  return { id: device.id, approved: device.approved };
}

/** The payload is text, because a signature is over characters; here it becomes what its schema says. */
export function payloadOf<T extends z.ZodType>(schema: T, payload: string): z.infer<T> {
  const refused = new HttpError('bad_request', 'the payload does not match its schema', {
    paths: ['/payload'],
  });
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    throw refused;
  }
  // Before zod, which recurses.
  if (!isStorable(value)) throw refused;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refused;
  return parsed.data;
}
