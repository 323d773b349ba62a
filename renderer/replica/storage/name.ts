import { utf8 } from './bytes.ts';

/** The name of the IndexedDB database: anyone can list these, so it must not tell whose replica it is. */
export async function vaultName(crypto: Crypto, databaseName: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encoder.encode(databaseName)));
  return `replica-${[...digest.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
