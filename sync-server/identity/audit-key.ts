import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Pool } from '../db/pool.ts';
import { type KeyPairText, loadWrapped, type WrappingKeys } from './wrapped-keys.ts';

/** The Ed25519 pair that signs heads of the audit chain, and nothing else. */
export interface AuditKey {
  /** Base64 of SPKI. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

/** Where its row lies in `settings`. */
export const AUDIT_KEY_SETTING = 'server_audit_key';

/** A pair apart from those that devices know: whoever checks the chain needs this one alone. */
export async function loadAuditKey(pool: Pool, keys: WrappingKeys): Promise<AuditKey> {
  const { head } = await loadWrapped(pool, AUDIT_KEY_SETTING, { head: makeAuditKey }, keys);
  return {
    publicKey: head.publicKey,
    privateKey: createPrivateKey({
      key: Buffer.from(head.privateKey, 'base64'),
      format: 'der',
      type: 'pkcs8',
    }),
  };
}

async function makeAuditKey(): Promise<KeyPairText> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  };
}
