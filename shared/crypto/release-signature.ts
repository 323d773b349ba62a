import { parseManifest, type ReleaseManifest } from '../releases/manifest.ts';
import { type Bytes, base64Of, bytesOf } from './base64.ts';
import type { Key } from './key.ts';

const CURVE = { name: 'Ed25519' } as const;

export interface ReleaseKeys {
  publicKey: string;
  /** Base64 of the PKCS #8 form. */
  privateKey: string;
}

export async function makeReleaseKeys(): Promise<ReleaseKeys> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  if (!('publicKey' in pair)) throw new Error('not a key pair');
  const [spki, pkcs8] = await Promise.all([
    crypto.subtle.exportKey('spki', pair.publicKey),
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
  ]);
  return { publicKey: base64Of(new Uint8Array(spki)), privateKey: base64Of(new Uint8Array(pkcs8)) };
}

/** Throws for what is no private key of this kind. */
export async function importReleaseKey(pkcs8: string): Promise<Key> {
  return await crypto.subtle.importKey('pkcs8', bytesOf(pkcs8), CURVE, false, ['sign']);
}

/** A detached signature over a manifest's text, in base64. */
export async function signManifest(privateKey: Key, text: string): Promise<string> {
  return base64Of(new Uint8Array(await crypto.subtle.sign(CURVE, privateKey, messageOf(text))));
}

/**
 * The manifest, when its text is the one text of a valid manifest and one of `publicKeys` signed these very bytes;
 * else `null`. Several keys, so that one can be replaced while clients that know only the old one are still about.
 */
export async function verifiedManifest(
  publicKeys: readonly string[],
  text: string,
  signature: string,
): Promise<ReleaseManifest | null> {
  for (const publicKey of publicKeys) {
    if (await isSignedBy(publicKey, text, signature)) return parseManifest(text);
  }
  return null;
}

async function isSignedBy(publicKey: string, text: string, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('spki', bytesOf(publicKey), CURVE, false, ['verify']);
    return await crypto.subtle.verify(CURVE, key, bytesOf(signature), messageOf(text));
  } catch {
    return false;
  }
}

/** The purpose is in front, so that no other signature of this key can be taken for one over a manifest. */
function messageOf(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(`branchline release\0${text}`));
}
