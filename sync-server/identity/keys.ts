import { hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Pool } from '../db/pool.ts';
import { type AuditKey, loadAuditKey } from './audit-key.ts';
import { loadFactorKey } from './factor-key.ts';
import { type KeyPairs, loadKeyPairs } from './key-pairs.ts';

/** The server's own secrets, the same on every node: each derived from one master key for one purpose. */
export interface ServerKeys {
  /** Signs access tokens. */
  readonly token: Buffer;
  /** Marks refresh tokens as ours. */
  readonly refresh: Buffer;
  /** Seals a refresh token's successor until it is used. */
  readonly seal: Buffer;
  /** Signs checkpoints. */
  readonly checkpoint: Buffer;
  /** Marks the challenges that devices answer. */
  readonly challenge: Buffer;
  /** Marks what was looked up, so that the audit tells equal numbers from others without keeping them. */
  readonly lookup: Buffer;
  /** What devices seal to the server, and what it signs for them. */
  readonly pairs: KeyPairs;
  /** Seals the secrets of second factors. */
  readonly factor: Buffer;
  /** Signs the end of the audit chain. */
  readonly audit: AuditKey;
}

const stored = z.object({ master: z.base64() });
const NAME = 'server_keys';

/**
 * Reads the master key and the key pairs, or makes them when this is the first node on this database. `secret` is
 * the operator's, kept outside the database: the private keys open with it only.
 */
export async function loadKeys(pool: Pool, secret?: string): Promise<ServerKeys> {
  await pool.query('insert into settings (name, value) values ($1, $2) on conflict (name) do nothing', [
    NAME,
    JSON.stringify({ master: randomBytes(32).toString('base64') }),
  ]);
  const found = await pool.query<{ value: unknown }>('select value from settings where name = $1', [NAME]);
  const master = Buffer.from(stored.parse(found.rows[0]?.value).master, 'base64');
  const derive = (purpose: string, salt = '') =>
    Buffer.from(hkdfSync('sha256', master, salt, `branchline ${purpose}`, 32));
  const wrapping = {
    plain: derive('private keys'),
    ...(secret !== undefined && { guarded: derive('private keys', secret) }),
  };
  return {
    token: derive('access token'),
    refresh: derive('refresh token'),
    seal: derive('successor seal'),
    checkpoint: derive('checkpoint'),
    challenge: derive('device challenge'),
    lookup: derive('looked-up numbers'),
    pairs: await loadKeyPairs(pool, wrapping),
    factor: await loadFactorKey(pool, wrapping),
    audit: await loadAuditKey(pool, wrapping),
  };
}
