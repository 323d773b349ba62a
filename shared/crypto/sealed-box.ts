import { type Bytes, base64Of, bytesOf } from './base64.ts';
import type { Key } from './key.ts';

/** The suite a box names in its first byte, so that a later one can stand beside it. */
const SUITE = 1;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
/** Bytes of an uncompressed point and of a nonce. */
const POINT = 65;
const NONCE = 12;

/** A key pair to which boxes are sealed. `publicKey` travels as base64 of its SPKI form. */
export interface BoxKeys {
  publicKey: string;
  privateKey: Key;
}

/** Thrown for a box that this key does not open, in this context; nothing else is told. */
export class SealedBoxError extends Error {
  constructor() {
    super('the box does not open');
    this.name = 'SealedBoxError';
  }
}

/** `extractable` when the private key is to be kept somewhere, itself sealed. */
export async function makeBoxKeys(extractable: boolean): Promise<BoxKeys> {
  const pair = await crypto.subtle.generateKey(CURVE, extractable, ['deriveBits']);
  return {
    publicKey: base64Of(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))),
    privateKey: pair.privateKey,
  };
}

/** A private key from base64 of its PKCS #8 form. */
export async function importBoxKey(pkcs8: string, extractable = false): Promise<Key> {
  return await crypto.subtle.importKey('pkcs8', bytesOf(pkcs8), CURVE, extractable, ['deriveBits']);
}

/** Throws for anything but a public key of this suite. */
export async function importBoxPublicKey(spki: string): Promise<Key> {
  return await crypto.subtle.importKey('spki', bytesOf(spki), CURVE, true, []);
}

/**
 * Seals bytes to a public key: an ephemeral P-256 key, HKDF-SHA-256 over the shared secret, AES-256-GCM. Who seals
 * cannot open it again. `context` says what the box is for, and only that opens it. Gives base64.
 */
export async function sealTo(publicKey: string, plain: Bytes, context: string): Promise<string> {
  const recipient = await importBoxPublicKey(publicKey);
  const ephemeral = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey));
  const key = await boxKey(ephemeral.privateKey, recipient, point, context, 'encrypt');
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const body = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
  const box = new Uint8Array(1 + POINT + NONCE + body.length);
  box[0] = SUITE;
  box.set(point, 1);
  box.set(iv, 1 + POINT);
  box.set(body, 1 + POINT + NONCE);
  return base64Of(box);
}

/** Opens what {@link sealTo} sealed. Throws {@link SealedBoxError}. */
export async function openBox(privateKey: Key, box: string, context: string): Promise<Bytes> {
  try {
    const bytes = bytesOf(box);
    if (bytes[0] !== SUITE) throw new SealedBoxError();
    const point = bytes.slice(1, 1 + POINT);
    const iv = bytes.slice(1 + POINT, 1 + POINT + NONCE);
    const sender = await crypto.subtle.importKey('raw', point, CURVE, true, []);
    const key = await boxKey(privateKey, sender, point, context, 'decrypt');
    const body = bytes.slice(1 + POINT + NONCE);
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, body));
  } catch {
    throw new SealedBoxError();
  }
}

async function boxKey(
  own: Key,
  other: Key,
  point: Bytes,
  context: string,
  usage: 'encrypt' | 'decrypt',
): Promise<Key> {
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256);
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(`branchline sealed box ${SUITE} ${context}`);
  return await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    [usage],
  );
}
