import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { instant } from '#shared/model/primitives.ts';

/** The end of the chain at a moment, signed: from then on nothing up to `pos` can be changed without a trace. */
export const signedHead = z.strictObject({
  /** Counts from 1 without gaps, so that a head that was taken away is missed. */
  number: z.int().min(1),
  pos: z.int().min(1),
  /** Of the position, in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: instant,
  /** Ed25519, base64. */
  signature: z.base64(),
});
export type SignedHead = z.infer<typeof signedHead>;
export type Head = Omit<SignedHead, 'signature'>;

export function signHead(key: KeyObject, head: Head): SignedHead {
  return { ...head, signature: sign(null, messageOf(head), key).toString('base64') };
}

/** Whether the signature is of the key (base64 of SPKI). False for anything that is no key or no signature. */
export function isSignedBy(publicKey: string, head: SignedHead): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, messageOf(head), key, Buffer.from(head.signature, 'base64'));
  } catch {
    return false;
  }
}

function messageOf({ number, pos, hash, at }: Head): Buffer {
  return Buffer.from(`branchline audit head\0${JSON.stringify([number, pos, hash, at])}`);
}

export interface HeadRow {
  readonly number: number;
  readonly pos: number;
  readonly hash: string;
  readonly at: Date;
  readonly signature: string;
}

/** A row of `audit_heads` as it was signed. */
export function headOf({ number, pos, hash, at, signature }: HeadRow): SignedHead {
  return { number, pos, hash, at: at.toISOString(), signature };
}
