import { base64Of, bytesOf } from './base64.ts';
import type { Key } from './key.ts';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A key pair that signs. `publicKey` travels as base64 of its SPKI form. */
export interface SigningKeys {
  publicKey: string;
  privateKey: Key;
}

/** `extractable` when the private key is to be kept somewhere, itself sealed. */
export async function makeSigningKeys(extractable: boolean): Promise<SigningKeys> {
  const pair = await crypto.subtle.generateKey(CURVE, extractable, ['sign', 'verify']);
  return {
    publicKey: base64Of(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))),
    privateKey: pair.privateKey,
  };
}

/** A private key from base64 of its PKCS #8 form. */
export async function importSigningKey(pkcs8: string, extractable = false): Promise<Key> {
  return await crypto.subtle.importKey('pkcs8', bytesOf(pkcs8), CURVE, extractable, ['sign']);
}

/** Signs `text` for one purpose: a signature made for another does not pass {@link verify}. Gives base64. */
export async function sign(privateKey: Key, purpose: string, text: string): Promise<string> {
  const signature = await crypto.subtle.sign(SIGNING, privateKey, messageOf(purpose, text));
  return base64Of(new Uint8Array(signature));
}

/** False for a wrong signature and for anything that is no key or no signature at all. */
export async function verify(
  publicKey: string,
  purpose: string,
  text: string,
  signature: string,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('spki', bytesOf(publicKey), CURVE, false, ['verify']);
    return await crypto.subtle.verify(SIGNING, key, bytesOf(signature), messageOf(purpose, text));
  } catch {
    return false;
  }
}

/** The purpose is set off by a byte that no purpose contains, so that two parts cannot be shifted. */
function messageOf(purpose: string, text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(`branchline ${purpose}\0${text}`));
}
