import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import { sessionUser } from '#shared/protocol/auth.ts';
import { base64Of, bytesOf } from './base64.ts';

/** What lets a user go on without the server. Instants in milliseconds. */
const vaultContent = z.object({
  user: sessionUser,
  refreshToken: z.string(),
  offlineHours: z.int(),
  lastContactAt: z.number(),
  /** The latest time this device has seen: a clock behind it was set back. */
  latestTime: z.number(),
});
export type VaultContent = z.infer<typeof vaultContent>;

const derivation = z.object({
  salt: z.string(),
  memoryKiB: z.int().min(19_456),
  iterations: z.int().min(2),
  parallelism: z.int().min(1),
});
export type Derivation = z.infer<typeof derivation>;

const envelope = z.object({ version: z.literal(1), derivation, iv: z.string(), sealed: z.string() });

/** OWASP's first choice for Argon2id. They travel with the vault, so that they can be raised. */
export function newDerivation(): Derivation {
  const salt = base64Of(crypto.getRandomValues(new Uint8Array(16)));
  return { salt, memoryKiB: 19_456, iterations: 2, parallelism: 1 };
}

/** The vault's key from the password. It cannot be exported, and the password is not kept. */
export async function deriveKey(password: string, by: Derivation): Promise<CryptoKey> {
  const hash = await argon2id({
    password: password.normalize('NFKC'),
    salt: bytesOf(by.salt),
    memorySize: by.memoryKiB,
    iterations: by.iterations,
    parallelism: by.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
  return await crypto.subtle.importKey('raw', new Uint8Array(hash), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** A new nonce each time: the same key seals the vault again and again. */
export async function seal(key: CryptoKey, by: Derivation, content: VaultContent): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
  const value: z.infer<typeof envelope> = {
    version: 1,
    derivation: by,
    iv: base64Of(iv),
    sealed: base64Of(sealed),
  };
  return JSON.stringify(value);
}

/** How a vault's key is derived; `null` when this is no vault. */
export function derivationOf(vault: string): Derivation | null {
  return parseEnvelope(vault)?.derivation ?? null;
}

/** `null`: another key sealed it. There is no other way to tell a right password from a wrong one. */
export async function open(key: CryptoKey, vault: string): Promise<VaultContent | null> {
  const parsed = parseEnvelope(vault);
  if (parsed === null) return null;
  try {
    const algorithm = { name: 'AES-GCM', iv: bytesOf(parsed.iv) };
    const plain = await crypto.subtle.decrypt(algorithm, key, bytesOf(parsed.sealed));
    return vaultContent.parse(JSON.parse(new TextDecoder().decode(plain)));
  } catch {
    return null;
  }
}

function parseEnvelope(vault: string): z.infer<typeof envelope> | null {
  try {
    return envelope.parse(JSON.parse(vault));
  } catch {
    return null;
  }
}
