import { createRxDatabase } from 'rxdb';
import type { CollectionName } from '#shared/model/collections.ts';
import { ReplicaError } from '../api.ts';
import type { Locks, ReplicaStorage } from '../deps.ts';
import { createMutex, type Mutex } from '../mutex.ts';
import type { RawCollection } from './documents.ts';
import { collectionSchemas, type LocalCollectionName } from './schemas.ts';

export interface Database {
  collections: Record<CollectionName | LocalCollectionName, RawCollection>;
  /** Every read-then-write of documents runs under it: edits, pulled pages and answers never interleave. */
  exclusive: Mutex;
  close(): Promise<void>;
}

/**
 * Opens the replica of one user. Two owners would each hold the outbox in memory and send it twice; so the name is
 * locked first, and a second window gets `replica_in_use`.
 */
export async function openDatabase(input: {
  name: string;
  storage: ReplicaStorage;
  locks: Locks;
}): Promise<Database> {
  const release = await input.locks.acquire(input.name);
  if (release === null) throw new ReplicaError('replica_in_use');
  try {
    const database = await createRxDatabase({
      name: input.name,
      storage: input.storage,
      multiInstance: false,
      eventReduce: true,
    });
    const collections = await database.addCollections(collectionSchemas()).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
    return {
      collections: collections as Database['collections'],
      exclusive: createMutex(),
      close: async () => {
        await database.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
