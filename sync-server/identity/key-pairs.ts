import { z } from 'zod';
import { base64Of } from '#shared/crypto/base64.ts';
import type { Key } from '#shared/crypto/key.ts';
import { importBoxKey, makeBoxKeys } from '#shared/crypto/sealed-box.ts';
import { importSigningKey, makeSigningKeys } from '#shared/crypto/signature.ts';
import type { ServerPublicKeys } from '#shared/protocol/auth.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { seal, unseal } from './seal.ts';

/** The server's asymmetric keys: devices seal to the one and check signatures of the other. */
export interface KeyPairs {
  readonly publicKeys: ServerPublicKeys;
  /** Opens sealed edits and escrow boxes. Never leaves this process. */
  readonly openingKey: Key;
  /** Signs certificates and orders. */
  readonly signingKey: Key;
}

/** What the private keys are encrypted under: the master key alone, or with the operator's secret as well. */
export interface WrappingKeys {
  readonly plain: Buffer;
  readonly guarded?: Buffer;
}

/** The private keys do not open: the operator's secret is missing or is another one. */
export class KeySecretError extends Error {
  constructor() {
    super('the private keys do not open with this key secret');
    this.name = 'KeySecretError';
  }
}

const pair = z.object({ publicKey: z.base64(), privateKey: z.string() });
const stored = z.object({ guarded: z.boolean(), seal: pair, sign: pair });
type Stored = z.infer<typeof stored>;
const NAME = 'server_key_pairs';
const ROLES = ['seal', 'sign'] as const;

/**
 * Reads the key pairs, or makes them when this is the first node on this database. They are for good: what devices
 * have sealed to them must open years later. Given a secret for the first time, the private keys are encrypted anew.
 */
export async function loadKeyPairs(pool: Pool, keys: WrappingKeys): Promise<KeyPairs> {
  const read = async (from: Pick<Pool, 'query'>, lock: '' | 'for update') => {
    const found = await from.query<{ value: unknown }>(`select value from settings where name = $1 ${lock}`, [
      NAME,
    ]);
    return found.rows[0] === undefined ? undefined : stored.parse(found.rows[0].value);
  };
  let found = await read(pool, '');
  if (found === undefined) {
    await pool.query('insert into settings (name, value) values ($1, $2) on conflict (name) do nothing', [
      NAME,
      JSON.stringify(await make(keys)),
    ]);
    found = await read(pool, '');
  }
  if (found !== undefined && !found.guarded && keys.guarded !== undefined) {
    found = await inTransaction(pool, async (client) => {
      const current = await read(client, 'for update');
      return current === undefined || current.guarded ? current : await guard(client, current, keys);
    });
  }
  if (found === undefined) throw new KeySecretError();
  return {
    publicKeys: { seal: found.seal.publicKey, sign: found.sign.publicKey },
    openingKey: await importBoxKey(open(found, 'seal', keys)),
    signingKey: await importSigningKey(open(found, 'sign', keys)),
  };
}

async function make(keys: WrappingKeys): Promise<Stored> {
  const made = { seal: await makeBoxKeys(true), sign: await makeSigningKeys(true) };
  const close = async (role: 'seal' | 'sign') => {
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', made[role].privateKey));
    return {
      publicKey: made[role].publicKey,
      privateKey: seal(keys.guarded ?? keys.plain, base64Of(pkcs8), role),
    };
  };
  return { guarded: keys.guarded !== undefined, seal: await close('seal'), sign: await close('sign') };
}

async function guard(client: Client, before: Stored, keys: WrappingKeys): Promise<Stored> {
  const under = keys.guarded ?? keys.plain;
  const after: Stored = { ...before, guarded: true };
  for (const role of ROLES) {
    after[role] = { ...before[role], privateKey: seal(under, open(before, role, keys), role) };
  }
  await client.query('update settings set value = $2 where name = $1', [NAME, JSON.stringify(after)]);
  return after;
}

function open(from: Stored, role: 'seal' | 'sign', keys: WrappingKeys): string {
  const key = from.guarded ? keys.guarded : keys.plain;
  if (key === undefined) throw new KeySecretError();
  try {
    return unseal(key, from[role].privateKey, role);
  } catch {
    throw new KeySecretError();
  }
}
