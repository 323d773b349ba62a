import { z } from 'zod';
import { type Bytes, base64Of, bytesOf } from '#shared/crypto/base64.ts';
import { certificate, clientPolicy, replicaScope, serverKeys, sessionUser } from '#shared/protocol/auth.ts';
import { type Derivation, derivation } from '../keys/derivation.ts';

const place = z.object({ user: sessionUser, scope: replicaScope });
/** A user at one of their branches, and the replica that is theirs there. */
export type Place = z.infer<typeof place>;

/** What lets a user go on without the server. Instants in milliseconds. */
const vaultContent = z.object({
  user: sessionUser,
  refreshToken: z.string(),
  offlineHours: z.int(),
  lastContactAt: z.number(),
  /** The latest time this device has seen: a clock behind it was set back. */
  latestTime: z.number(),
  scope: replicaScope,
  policy: clientPolicy,
  serverKeys,
  /** Others of the user's branches at which they have worked on this device; absent for who has one branch. */
  places: z.array(place).optional(),
  /** Its user signs in at the bank's provider: what opens it is a passphrase of this device. */
  way: z.literal('provider').optional(),
});
export type VaultContent = z.infer<typeof vaultContent>;

/** The user's own key pairs on this device; private ones in PKCS #8. */
const vaultKeys = z.object({
  signing: z.object({ privateKey: z.string(), certificate }),
  wrapping: z.object({ publicKey: z.string(), privateKey: z.string() }),
});
export type VaultKeys = z.infer<typeof vaultKeys>;

const sealedPart = z.object({ iv: z.string(), sealed: z.string() });
/** A part of a vault as it is stored. */
export type SealedPart = z.infer<typeof sealedPart>;

/**
 * The keys are sealed apart from the content, which changes with every refresh: so a session that runs can store its
 * vault without holding private keys that could be read.
 */
const envelope = z.object({
  version: z.literal(2),
  derivation,
  content: sealedPart,
  keys: sealedPart,
  /** As in the content: which form opens it must be known before it is open. */
  way: z.literal('provider').optional(),
});

/** Before there were keys of users. It opens for the last time when its user signs in with the server. */
const olderEnvelope = sealedPart.extend({ version: z.literal(1), derivation });
const olderContent = z.object({ refreshToken: z.string() });

export interface OpenedVault {
  content: VaultContent;
  keys: VaultKeys;
  sealedKeys: SealedPart;
}

/**
 * The vault's key: from the password's hash and the device's secret, so that a copied vault cannot be tried with
 * passwords elsewhere. It cannot be exported. The hash is emptied.
 */
export async function vaultKeyOf(hash: Bytes, deviceSecret: Bytes): Promise<CryptoKey> {
  const both = new Uint8Array(hash.length + deviceSecret.length);
  both.set(hash);
  both.set(deviceSecret, hash.length);
  hash.fill(0);
  const material = await crypto.subtle.importKey('raw', both, 'HKDF', false, ['deriveKey']);
  both.fill(0);
  const info = new TextEncoder().encode('branchline vault 2');
  return await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

export async function sealKeys(key: CryptoKey, keys: VaultKeys): Promise<SealedPart> {
  return await seal(key, 'keys', keys);
}

export async function sealVault(
  key: CryptoKey,
  by: Derivation,
  content: VaultContent,
  keys: SealedPart,
): Promise<string> {
  return JSON.stringify({
    version: 2,
    derivation: by,
    content: await seal(key, 'content', content),
    keys,
    ...(content.way === undefined ? {} : { way: content.way }),
  } satisfies z.infer<typeof envelope>);
}

/** How a vault's key is derived; `null` when this is no vault. */
export function derivationOf(vault: string | null): Derivation | null {
  return (parse(envelope, vault) ?? parse(olderEnvelope, vault))?.derivation ?? null;
}

/** Whether a passphrase of this device opens it, and no password that the server knows. */
export function isByPassphrase(vault: string | null): boolean {
  return parse(envelope, vault)?.way === 'provider';
}

/** `null`: another key sealed it. There is no other way to tell a right password from a wrong one. */
export async function openVault(key: CryptoKey, vault: string): Promise<OpenedVault | null> {
  const parsed = parse(envelope, vault);
  if (parsed === null) return null;
  const content = vaultContent.safeParse(await unseal(key, 'content', parsed.content));
  const keys = vaultKeys.safeParse(await unseal(key, 'keys', parsed.keys));
  return content.success && keys.success
    ? { content: content.data, keys: keys.data, sealedKeys: parsed.keys }
    : null;
}

/** The refresh token of a vault of version 1, whose key was the password's hash itself; `null` for any other. */
export async function openOlderVault(hash: Bytes, vault: string): Promise<string | null> {
  const parsed = parse(olderEnvelope, vault);
  if (parsed === null) return null;
  const key = await crypto.subtle.importKey('raw', hash, 'AES-GCM', false, ['decrypt']);
  const content = olderContent.safeParse(await unseal(key, null, parsed));
  return content.success ? content.data.refreshToken : null;
}

/** A new nonce each time: the same key seals the vault again and again. */
async function seal(key: CryptoKey, part: string, value: unknown): Promise<SealedPart> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const algorithm = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(part) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain));
  return { iv: base64Of(iv), sealed: base64Of(sealed) };
}

async function unseal(key: CryptoKey, part: string | null, { iv, sealed }: SealedPart): Promise<unknown> {
  try {
    const algorithm = {
      name: 'AES-GCM',
      iv: bytesOf(iv),
      ...(part === null ? {} : { additionalData: new TextEncoder().encode(part) }),
    };
    const plain = await crypto.subtle.decrypt(algorithm, key, bytesOf(sealed));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined;
  }
}

function parse<T extends z.ZodType>(schema: T, vault: string | null): z.infer<T> | null {
  try {
    return schema.parse(JSON.parse(vault ?? 'null'));
  } catch {
    return null;
  }
}
