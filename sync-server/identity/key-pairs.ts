import { base64Of } from '#shared/crypto/base64.ts';
import type { Key } from '#shared/crypto/key.ts';
import { importBoxKey, makeBoxKeys } from '#shared/crypto/sealed-box.ts';
import { importSigningKey, makeSigningKeys } from '#shared/crypto/signature.ts';
import type { ServerPublicKeys } from '#shared/protocol/auth.ts';
import type { Pool } from '../db/pool.ts';
import { type KeyPairText, loadWrapped, type WrappingKeys } from './wrapped-keys.ts';

/** The server's asymmetric keys: devices seal to the one and check signatures of the other. */
export interface KeyPairs {
  readonly publicKeys: ServerPublicKeys;
  /** Opens sealed edits and escrow boxes. Never leaves this process. */
  readonly openingKey: Key;
  /** Signs certificates and orders. */
  readonly signingKey: Key;
}

const NAME = 'server_key_pairs';

/** The pairs that devices know: what they have sealed to them must open years later. See {@link loadWrapped}. */
export async function loadKeyPairs(pool: Pool, keys: WrappingKeys): Promise<KeyPairs> {
  const { seal, sign } = await loadWrapped(
    pool,
    NAME,
    { seal: () => exported(makeBoxKeys(true)), sign: () => exported(makeSigningKeys(true)) },
    keys,
  );
  return {
    publicKeys: { seal: seal.publicKey, sign: sign.publicKey },
    openingKey: await importBoxKey(seal.privateKey),
    signingKey: await importSigningKey(sign.privateKey),
  };
}

async function exported(making: Promise<{ publicKey: string; privateKey: Key }>): Promise<KeyPairText> {
  const { publicKey, privateKey } = await making;
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
  return { publicKey, privateKey: base64Of(pkcs8) };
}
