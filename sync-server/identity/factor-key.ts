import { randomBytes } from 'node:crypto';
import type { Pool } from '../db/pool.ts';
import { loadWrapped, type WrappingKeys } from './wrapped-keys.ts';

/**
 * Seals the secrets of second factors. Made at random and wrapped as the private keys are, not derived: an operator who
 * sets a key secret later must not lock every administrator out.
 */
export async function loadFactorKey(pool: Pool, keys: WrappingKeys): Promise<Buffer> {
  const { seal } = await loadWrapped(
    pool,
    'server_factor_key',
    { seal: async () => ({ publicKey: '', privateKey: randomBytes(32).toString('base64') }) },
    keys,
  );
  return Buffer.from(seal.privateKey, 'base64');
}
