import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Pool } from '../db/pool.ts';

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
}

const stored = z.object({ master: z.base64() });
const NAME = 'server_keys';

/** Reads the master key, or makes it when this is the first node on this database. */
export async function loadKeys(pool: Pool): Promise<ServerKeys> {
  await pool.query('insert into settings (name, value) values ($1, $2) on conflict (name) do nothing', [
    NAME,
    JSON.stringify({ master: randomBytes(32).toString('base64') }),
  ]);
  const found = await pool.query<{ value: unknown }>('select value from settings where name = $1', [NAME]);
  const master = Buffer.from(stored.parse(found.rows[0]?.value).master, 'base64');
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `branchline ${purpose}`, 32));
  return {
    token: derive('access token'),
    refresh: derive('refresh token'),
    seal: derive('successor seal'),
    checkpoint: derive('checkpoint'),
  };
}

/** AES-256-GCM, bound to `context`: what is sealed for one session cannot be opened for another. */
export function seal(key: Buffer, text: string, context: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Throws when the seal is broken or was made for another context. */
export function unseal(key: Buffer, sealed: string, context: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
