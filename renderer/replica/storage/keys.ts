import type { Bytes } from './bytes.ts';

export interface MasterKey {
  /** Names the slot, so that the others can be cleared. */
  id: string;
  /** AES-GCM 256, usable to encrypt and decrypt; need not be extractable. */
  key: CryptoKey;
}

/**
 * Where the replica's master key comes from: how it is wrapped, for whom and in which file is not the storage's
 * business. Changing it takes three steps, of which any may be the last before a crash:
 * `renew` (both keys can be opened), the ring is committed under the new one, `settle` (only that one is left).
 */
export interface MasterKeys {
  /** The keys that can be opened: one, or two after an interrupted change, or none before the first use. */
  open(): Promise<readonly MasterKey[]>;
  /** Somebody was shut out: the key is to be changed when the log is next opened. */
  renewalDue?(): Promise<boolean>;
  /** Makes a further key and stores it wrapped, durably, beside what is there. */
  renew(): Promise<MasterKey>;
  /** Destroys every wrapped form of all keys but this one. Called again after a crash. */
  settle(id: string): Promise<void>;
}

/** Keys that live as long as this object: for tests, and for a replica that shall not outlive its session. */
export function memoryKeys(crypto: Crypto): MasterKeys & { slots: Map<string, MasterKey> } {
  const slots = new Map<string, MasterKey>();
  return {
    slots,
    open: async () => [...slots.values()],
    async renew() {
      const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
        'encrypt',
        'decrypt',
      ]);
      const master = { id: crypto.randomUUID(), key };
      slots.set(master.id, master);
      return master;
    },
    async settle(id) {
      for (const slot of slots.keys()) if (slot !== id) slots.delete(slot);
    },
  };
}

/**
 * Keys of any number of databases, by name, for as long as this function lives: what the storage takes where
 * nothing else keeps keys, as in a run of RxDB's own tests.
 */
export function memoryKeysByName(crypto: Crypto): (databaseName: string) => MasterKeys {
  const known = new Map<string, MasterKeys>();
  return (databaseName) => {
    const keys = known.get(databaseName) ?? memoryKeys(crypto);
    known.set(databaseName, keys);
    return keys;
  };
}

/** The bytes that a key of {@link MasterKeys} is made of, where the provider has them unwrapped. */
export function masterKeyOf(crypto: Crypto, id: string, raw: Bytes): Promise<MasterKey> {
  return crypto.subtle
    .importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
    .then((key) => ({ id, key }));
}
