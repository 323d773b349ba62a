import { createRxDatabase, fillWithDefaultSettings } from 'rxdb';
import { ReplicaError } from '../api/error.ts';
import type { Locks } from '../deps.ts';
import { type Corruption, StorageError } from '../storage/errors.ts';
import type { MasterKeys } from '../storage/keys.ts';
import type { RawCollection, RawDocument, WatchedCollection } from './documents.ts';
import type { LogSchemas } from './schemas.ts';
import { createReplicaStorage, eraseLog } from './storage.ts';
import { inReplicaWords } from './storing.ts';

export interface LogInput {
  name: string;
  schemas: LogSchemas;
  keys: MasterKeys;
  indexedDB: IDBFactory;
  locks: Locks;
  /** Part of the log could not be read; what it held is named as far as it is known. */
  onDamage(damage: Corruption): void;
}

/** One encrypted log, open. */
export interface Log {
  collections: Record<string, WatchedCollection>;
  stores: Record<string, RawCollection>;
  /** It could not be read at all and was begun anew: nothing of it is here. */
  rebuilt: boolean;
  close(): Promise<void>;
}

/**
 * Opens a log. Two owners would each hold the outbox in memory and send it twice; so the name is locked first, and a
 * second window gets `replica_in_use`. A log that no key opens any more is lost: it is removed and begun anew, for
 * the server has its content and the journal has the edits.
 */
export async function openLog(input: LogInput): Promise<Log> {
  const release = await input.locks.acquire(input.name);
  if (release === null) throw new ReplicaError('replica_in_use');
  try {
    const opened = await openOnce(input).catch(async (error: unknown) => {
      if (!isLost(error)) throw error;
      await eraseLog(input.indexedDB, input.name);
      return { ...(await openOnce(input)), rebuilt: true };
    });
    return {
      ...opened,
      close: async () => {
        await opened.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw inReplicaWords(error);
  }
}

async function openOnce({ name, schemas, keys, indexedDB, onDamage }: LogInput): Promise<Log> {
  const storage = createReplicaStorage({ indexedDB, keys, onCorruption: onDamage });
  const database = await createRxDatabase({ name, storage, multiInstance: false, eventReduce: true });
  const closing: (() => Promise<unknown>)[] = [];
  // The log itself is let go of with the last that uses it.
  const close = async () => {
    for (const one of closing) await one();
    await database.close();
  };
  try {
    const collections = await database.addCollections({ ...schemas.collections });
    const stores: Record<string, RawCollection> = {};
    for (const [collectionName, schema] of Object.entries(schemas.stores)) {
      const storageInstance = await storage.createStorageInstance<RawDocument>({
        databaseInstanceToken: database.token,
        databaseName: name,
        collectionName,
        // As RxDB would, which opened some of these before.
        schema: fillWithDefaultSettings(schema),
        options: {},
        multiInstance: false,
        devMode: false,
      });
      closing.push(() => storageInstance.close());
      stores[collectionName] = { storageInstance, database };
    }
    return {
      collections: collections as unknown as Record<string, WatchedCollection>,
      stores,
      rebuilt: false,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Locked: its keys are gone or are not this user's. The disk's own refusals are not the log's loss, but one. */
function isLost(error: unknown): boolean {
  const lost: readonly string[] = ['locked', 'ring_unreadable', 'backing_store'];
  return error instanceof StorageError && lost.includes(error.code);
}
