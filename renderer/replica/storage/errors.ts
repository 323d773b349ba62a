/**
 * Why the storage refused or failed: a closed list, because a message could carry a document into a log.
 * - `closed`: used after close. `failed`: an earlier write could not be stored, open the storage anew; where the disk
 *   was full it stays `quota`, which people can do something about.
 * - `locked`: the key provider has no key. `ring_unreadable`: no key opens the key ring, the replica is lost.
 * - `quota`, `backing_store`, `aborted`, `io`: what IndexedDB said.
 * - `block_missing`, `block_corrupt`, `unknown_suite`: one block, see {@link Corruption}.
 */
export type StorageErrorCode =
  | 'closed'
  | 'failed'
  | 'locked'
  | 'ring_unreadable'
  | 'quota'
  | 'backing_store'
  | 'aborted'
  | 'io'
  | 'block_missing'
  | 'block_corrupt'
  | 'unknown_suite'
  | 'unsupported';

export class StorageError extends Error {
  readonly code: StorageErrorCode;
  constructor(code: StorageErrorCode) {
    super(code);
    this.name = 'StorageError';
    this.code = code;
  }
}

/** What is refused after a write that could not be stored. */
export function afterFailure(failure: StorageError): StorageError {
  return failure.code === 'quota' ? failure : new StorageError('failed');
}

/** One block cannot be read; everything else can. Caught inside the storage, which then quarantines the block. */
export class BlockError extends StorageError {
  readonly block: number;
  constructor(code: 'block_missing' | 'block_corrupt' | 'unknown_suite', block: number) {
    super(code);
    this.block = block;
  }
}

/** What a failed IndexedDB request or transaction means. Chromium reports a full disk as a plain abort at times. */
export function fromIndexedDB(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const { name, message } = error instanceof Error || isNamed(error) ? error : { name: '', message: '' };
  if (name === 'QuotaExceededError' || /quota|disk is full|no space/i.test(message))
    return new StorageError('quota');
  if (/backing store/i.test(message)) return new StorageError('backing_store');
  if (name === 'AbortError') return new StorageError('aborted');
  return new StorageError('io');
}

function isNamed(error: unknown): error is { name: string; message: string } {
  return typeof error === 'object' && error !== null && 'name' in error && 'message' in error;
}

/** Documents that a bad block took along, for the sync layer to fetch again. */
export interface Corruption {
  code: StorageErrorCode;
  lost: { collection: string; id: string }[];
  /** False where the block's content was known to nobody: only comparing with the server tells what is missing. */
  complete: boolean;
}
