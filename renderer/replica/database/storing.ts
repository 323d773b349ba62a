import { ReplicaError } from '../api/error.ts';
import { StorageError } from '../storage/errors.ts';

/** Runs a write and tells its failure in the replica's words: `storage_full` or `replica_broken`. */
export async function storing<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw inReplicaWords(error);
  }
}

export function inReplicaWords(error: unknown): unknown {
  if (!(error instanceof StorageError)) return error;
  return new ReplicaError(error.code === 'quota' ? 'storage_full' : 'replica_broken');
}
