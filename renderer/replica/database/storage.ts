import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { ReplicaStorage } from '../deps.ts';

export interface StorageOptions {
  /** Absent in a browser or worker, which have their own. */
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof IDBKeyRange;
}

/**
 * The one place that chooses how a replica is stored. Chromium's default durability is relaxed: without `strict`
 * an edit that was said to be saved is lost with the power.
 */
export function createReplicaStorage(options: StorageOptions = {}): ReplicaStorage {
  const storage = getRxStorageDexie({ chromeTransactionDurability: 'strict', ...options });
  return storage as unknown as ReplicaStorage;
}
