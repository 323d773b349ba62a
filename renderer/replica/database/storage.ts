import type { Corruption } from '../storage/errors.ts';
import type { MasterKeys } from '../storage/keys.ts';
import { deleteVault } from '../storage/log/vault.ts';
import { vaultName } from '../storage/name.ts';
import { type EncryptedStorage, getEncryptedStorage } from '../storage/storage.ts';

/** What RxDB and the replica say they are doing when they write pulled data: it may be written behind. */
export const PULL = 'pull';

/**
 * The one place that chooses how a replica is stored. An edit is durable when it says so; pulled data is in the
 * server's hands, so it waits its turn, and the checkpoint behind it in the same queue.
 */
export function createReplicaStorage(input: {
  indexedDB: IDBFactory;
  keys: MasterKeys;
  onCorruption(corruption: Corruption): void;
}): EncryptedStorage {
  return getEncryptedStorage({
    indexedDB: input.indexedDB,
    crypto,
    keys: () => input.keys,
    ownerPath: 'customerId',
    durabilityOf: (_collection, context) => (context === PULL ? 'relaxed' : 'strict'),
    onCorruption: input.onCorruption,
  });
}

/** Removes the log of this name from the disk. Its keys are another's business, and go first. */
export async function eraseLog(indexedDB: IDBFactory, name: string): Promise<void> {
  await deleteVault(indexedDB, await vaultName(crypto, name));
}
