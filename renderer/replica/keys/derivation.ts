import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import { type Bytes, base64Of, bytesOf } from '#shared/crypto/base64.ts';

/** How a password was turned into a key. It travels with what it sealed, so that it can be raised. */
export const derivation = z.object({
  salt: z.string(),
  memoryKiB: z.int().min(19_456),
  iterations: z.int().min(2),
  parallelism: z.int().min(1),
});
export type Derivation = z.infer<typeof derivation>;

/** OWASP's first choice for Argon2id. */
const COST = { memoryKiB: 19_456, iterations: 2, parallelism: 1 };
/** Bytes. */
const SALT = 16;
const HASH = 32;

export function newDerivation(): Derivation {
  return { salt: base64Of(crypto.getRandomValues(new Uint8Array(SALT))), ...COST };
}

/** False for one made when a cheaper derivation was enough. */
export function isCurrent(by: Derivation): boolean {
  return by.memoryKiB >= COST.memoryKiB && by.iterations >= COST.iterations;
}

/** Argon2id, right here: it takes tens of milliseconds, and memory that only the end of the thread gives back. */
export async function deriveHash(password: string, by: Derivation): Promise<Bytes> {
  const hash = await argon2id({
    password: password.normalize('NFKC'),
    salt: bytesOf(by.salt),
    memorySize: by.memoryKiB,
    iterations: by.iterations,
    parallelism: by.parallelism,
    hashLength: HASH,
    outputType: 'binary',
  });
  return new Uint8Array(hash);
}
