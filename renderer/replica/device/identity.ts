import { z } from 'zod';
import { type Bytes, base64Of, bytesOf } from '#shared/crypto/base64.ts';
import { fingerprintOf } from '#shared/crypto/fingerprint.ts';
import type { Key } from '#shared/crypto/key.ts';
import { importSigningKey, makeSigningKeys } from '#shared/crypto/signature.ts';
import { type ServerPublicKeys, serverKeys } from '#shared/protocol/auth.ts';
import { ReplicaError } from '../api/error.ts';
import type { Secrets } from '../deps.ts';
import { storedSecret } from '../stored-secret.ts';

const SECRET = 'device';
/** Bytes. */
const SALT = 32;

const stored = z.object({
  version: z.literal(2),
  id: z.uuid(),
  publicKey: z.string(),
  privateKey: z.string(),
  secret: z.string(),
  server: serverKeys.optional(),
});
type Stored = z.infer<typeof stored>;

/** Who this device is to the server, whoever uses it. */
export interface Device {
  id: string;
  publicKey: string;
  privateKey: Key;
  /** Without it no password opens a vault of this device. */
  secret: Bytes;
  /** As the last sign-in with the server gave them; nobody has signed in before that. */
  server: ServerPublicKeys | undefined;
}

/** Makes the device's identity at the first sign-in. An older one, of an id alone, keeps its id. */
export async function deviceOf(secrets: Secrets, newId: () => string): Promise<Device> {
  const known = await storedSecret(secrets, SECRET, stored);
  if (known !== null) return await opened(known);
  const older = z.uuid().safeParse(await secrets.readSecret(SECRET));
  const { publicKey, privateKey } = await makeSigningKeys(true);
  const made: Stored = {
    version: 2,
    id: older.success ? older.data : newId(),
    publicKey,
    privateKey: base64Of(new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey))),
    secret: newSecret(),
  };
  await write(secrets, made);
  return await opened(made);
}

/** `null` on a device where nobody has signed in. */
export async function readDevice(secrets: Secrets): Promise<Device | null> {
  const known = await storedSecret(secrets, SECRET, stored);
  return known === null ? null : await opened(known);
}

/** A refusal of this device with the characters that IT compares before it lets the device in; others as they are. */
export async function approvalWaits(secrets: Secrets, error: unknown): Promise<unknown> {
  if (!(error instanceof ReplicaError) || error.code !== 'device_not_approved') return error;
  const device = await readDevice(secrets);
  return device === null
    ? error
    : new ReplicaError(error.code, undefined, undefined, await fingerprintOf(device.publicKey));
}

/** Whose orders count from now on, and to whom edits are sealed. */
export async function trustServer(secrets: Secrets, server: ServerPublicKeys): Promise<void> {
  const known = await storedSecret(secrets, SECRET, stored);
  if (known === null || (known.server?.seal === server.seal && known.server.sign === server.sign)) return;
  await write(secrets, { ...known, server });
}

/** After this no vault that was made on this device opens, should a copy of one turn up. */
export async function replaceSecret(secrets: Secrets): Promise<void> {
  const known = await storedSecret(secrets, SECRET, stored);
  if (known !== null) await write(secrets, { ...known, secret: newSecret() });
}

async function opened({ id, publicKey, privateKey, secret, server }: Stored): Promise<Device> {
  return { id, publicKey, privateKey: await importSigningKey(privateKey), secret: bytesOf(secret), server };
}

async function write(secrets: Secrets, value: Stored): Promise<void> {
  await secrets.writeSecret(SECRET, JSON.stringify(value));
}

function newSecret(): string {
  return base64Of(crypto.getRandomValues(new Uint8Array(SALT)));
}
