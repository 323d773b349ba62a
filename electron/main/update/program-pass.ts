import { z } from 'zod';
import { importSigningKey, sign } from '#shared/crypto/signature.ts';
import {
  challengeResponse,
  DEVICE_PURPOSE,
  type DeviceRequest,
  deviceStatement,
} from '#shared/protocol/device.ts';
import { type ProgramPayload, programResponse } from '#shared/protocol/releases.ts';
import { UpdateFailed } from './refused.ts';

const PATH = '/device/program';
const TIMEOUT = 15_000;

/** What of the device's identity is needed, as the replica keeps it among the machine's secrets. */
const identity = z.object({ version: z.literal(2), id: z.uuid(), privateKey: z.string() });

export interface PassDeps {
  serverUrl: string;
  fetch: typeof fetch;
  readSecret: (name: string) => Promise<string | null>;
}

/**
 * Tells the server, under the device's own key, what runs here and how updates go, and gets a pass for releases. It
 * needs nobody signed in and no page that works: an update must be able to mend both.
 *
 * @throws UpdateFailed `not_known` on a device where nobody has signed in yet, or that the server does not know
 */
export async function askForPass(deps: PassDeps, program: ProgramPayload): Promise<string> {
  const device = await readIdentity(deps);
  const { challenge } = await post(deps, '/device/challenge', { deviceId: device.id }, challengeResponse);
  const payload = JSON.stringify(program);
  const key = await importSigningKey(device.privateKey);
  const signature = await sign(key, DEVICE_PURPOSE, deviceStatement(PATH, challenge, payload));
  const request = { deviceId: device.id, challenge, payload, signature } satisfies DeviceRequest;
  return (await post(deps, PATH, request, programResponse)).pass;
}

async function readIdentity(deps: PassDeps): Promise<z.infer<typeof identity>> {
  try {
    return identity.parse(JSON.parse((await deps.readSecret('device')) ?? 'null'));
  } catch {
    throw new UpdateFailed('not_known');
  }
}

async function post<T extends z.ZodType>(
  { serverUrl, fetch }: PassDeps,
  path: string,
  body: object,
  schema: T,
): Promise<z.infer<T>> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(new URL(path, serverUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    answer = await response.json();
  } catch {
    throw new UpdateFailed('unreachable');
  }
  if (response.status === 401) throw new UpdateFailed('not_known');
  const parsed = schema.safeParse(answer);
  if (!response.ok || !parsed.success) throw new UpdateFailed('unreachable');
  return parsed.data;
}
