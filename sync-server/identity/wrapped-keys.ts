import { z } from 'zod';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { seal, unseal } from './seal.ts';

/** What private keys are encrypted under: the master key alone, or with the operator's secret as well. */
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

/** A pair as it is made and as it opens: the public half as base64 of SPKI, the private one as base64 of PKCS #8. */
export interface KeyPairText {
  readonly publicKey: string;
  readonly privateKey: string;
}

const pair = z.object({ publicKey: z.base64(), privateKey: z.string() });
const marked = z.object({ guarded: z.boolean() });

interface Stored<Role extends string> {
  readonly guarded: boolean;
  readonly pairs: Record<Role, KeyPairText>;
}

/**
 * Reads the key pairs of a row of `settings`, or makes them when this is the first node on this database. They are for
 * good. Given a secret for the first time, the private keys are encrypted anew.
 */
export async function loadWrapped<Role extends string>(
  pool: Pool,
  name: string,
  make: Readonly<Record<Role, () => Promise<KeyPairText>>>,
  keys: WrappingKeys,
): Promise<Record<Role, KeyPairText>> {
  const roles = Object.keys(make) as Role[];
  const read = async (from: Pick<Pool, 'query'>, lock: '' | 'for update') => {
    const found = await from.query<{ value: unknown }>(`select value from settings where name = $1 ${lock}`, [
      name,
    ]);
    return found.rows[0] === undefined ? undefined : parse(roles, found.rows[0].value);
  };
  let found = await read(pool, '');
  if (found === undefined) {
    const made = await madeFor(roles, (role) => make[role]());
    const guarded = keys.guarded !== undefined;
    await pool.query('insert into settings (name, value) values ($1, $2) on conflict (name) do nothing', [
      name,
      textOf({ guarded, pairs: close(roles, made, keys.guarded ?? keys.plain) }),
    ]);
    found = await read(pool, '');
  }
  if (found !== undefined && !found.guarded && keys.guarded !== undefined) {
    const { guarded } = keys;
    found = await inTransaction(pool, async (client) => {
      const current = await read(client, 'for update');
      return current === undefined || current.guarded
        ? current
        : await guard(client, name, roles, current, keys, guarded);
    });
  }
  if (found === undefined) throw new KeySecretError();
  return open(roles, found, keys);
}

async function guard<Role extends string>(
  client: Client,
  name: string,
  roles: readonly Role[],
  before: Stored<Role>,
  keys: WrappingKeys,
  under: Buffer,
): Promise<Stored<Role>> {
  const after = { guarded: true, pairs: close(roles, open(roles, before, keys), under) };
  await client.query('update settings set value = $2 where name = $1', [name, textOf(after)]);
  return after;
}

function close<Role extends string>(
  roles: readonly Role[],
  pairs: Record<Role, KeyPairText>,
  under: Buffer,
): Record<Role, KeyPairText> {
  return mapRoles(roles, (role) => ({
    publicKey: pairs[role].publicKey,
    privateKey: seal(under, pairs[role].privateKey, role),
  }));
}

function open<Role extends string>(
  roles: readonly Role[],
  from: Stored<Role>,
  keys: WrappingKeys,
): Record<Role, KeyPairText> {
  const key = from.guarded ? keys.guarded : keys.plain;
  if (key === undefined) throw new KeySecretError();
  try {
    return mapRoles(roles, (role) => ({
      publicKey: from.pairs[role].publicKey,
      privateKey: unseal(key, from.pairs[role].privateKey, role),
    }));
  } catch {
    throw new KeySecretError();
  }
}

function parse<Role extends string>(roles: readonly Role[], value: unknown): Stored<Role> {
  const pairs = z.record(z.string(), z.unknown()).parse(value);
  return { guarded: marked.parse(value).guarded, pairs: mapRoles(roles, (role) => pair.parse(pairs[role])) };
}

function textOf<Role extends string>({ guarded, pairs }: Stored<Role>): string {
  return JSON.stringify({ guarded, ...pairs });
}

function mapRoles<Role extends string, T>(roles: readonly Role[], of: (role: Role) => T): Record<Role, T> {
  return Object.fromEntries(roles.map((role) => [role, of(role)])) as Record<Role, T>;
}

async function madeFor<Role extends string, T>(
  roles: readonly Role[],
  of: (role: Role) => Promise<T>,
): Promise<Record<Role, T>> {
  const made = await Promise.all(roles.map(async (role) => [role, await of(role)] as const));
  return Object.fromEntries(made) as Record<Role, T>;
}
