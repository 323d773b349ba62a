import { base64Of } from '#shared/crypto/base64.ts';
import type { Key } from '#shared/crypto/key.ts';
import { importBoxKey, makeBoxKeys, sealTo } from '#shared/crypto/sealed-box.ts';
import { importSigningKey, type makeSigningKeys, sign } from '#shared/crypto/signature.ts';
import type { SentMutation } from '#shared/model/act.ts';
import type { Certificate } from '#shared/protocol/auth.ts';
import { EDIT_PURPOSE, SEALED_EDIT, type SealedCopy, type SignedEdit } from '#shared/protocol/device.ts';
import type { VaultKeys } from './vault.ts';

/** A user's keys on this device, usable and not readable. */
export interface UserKeys {
  signing: { privateKey: Key; certificate: Certificate };
  wrapping: { publicKey: string; privateKey: Key };
}

export async function importUserKeys({ signing, wrapping }: VaultKeys): Promise<UserKeys> {
  return {
    signing: {
      privateKey: await importSigningKey(signing.privateKey),
      certificate: signing.certificate,
    },
    wrapping: { publicKey: wrapping.publicKey, privateKey: await importBoxKey(wrapping.privateKey) },
  };
}

/** A key pair for the vault of somebody new, or of somebody whose old vault does not open any more. */
export async function newWrapping(): Promise<VaultKeys['wrapping']> {
  const { publicKey, privateKey } = await makeBoxKeys(true);
  return { publicKey, privateKey: await exported(privateKey) };
}

export async function signingOf(
  keys: Awaited<ReturnType<typeof makeSigningKeys>>,
  certificate: Certificate,
): Promise<VaultKeys['signing']> {
  return { privateKey: await exported(keys.privateKey), certificate };
}

/** An edit under its author's name, readable by the server only. */
export async function sealEdit(
  { privateKey, certificate }: UserKeys['signing'],
  serverSeal: string,
  mutation: SentMutation,
): Promise<SealedCopy> {
  const text = JSON.stringify(mutation);
  const signed: SignedEdit = {
    mutation: text,
    certificate,
    signature: await sign(privateKey, EDIT_PURPOSE, text),
  };
  const plain = new TextEncoder().encode(JSON.stringify(signed));
  return {
    mutationId: mutation.id,
    authorId: certificate.userId,
    sealed: await sealTo(serverSeal, plain, SEALED_EDIT),
  };
}

async function exported(privateKey: Key): Promise<string> {
  return base64Of(new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)));
}
