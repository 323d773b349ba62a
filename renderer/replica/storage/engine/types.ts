import type {
  BulkWriteRow,
  EventBulk,
  RxDocumentData,
  RxJsonSchema,
  RxStorageChangeEvent,
} from 'rxdb/plugins/core';
import type { Corruption } from '../errors.ts';
import type { MasterKeys } from '../keys.ts';

export type Document = RxDocumentData<Record<string, unknown>>;
export type Durability = 'strict' | 'relaxed';
export type Changes = EventBulk<RxStorageChangeEvent<Document>, { id: string; lwt: number }>;

export interface EngineOptions {
  indexedDB: IDBFactory;
  crypto: Crypto;
  keys: MasterKeys;
  onCorruption?: (corruption: Corruption) => void;
  /** Plain blocks kept in memory. */
  cacheBytes?: number;
  /** Milliseconds without a write after which the log is tidied; 0: never by itself. */
  idle?: number;
}

export interface Write {
  collection: number;
  schema: RxJsonSchema<Document>;
  rows: BulkWriteRow<Record<string, unknown>>[];
}

export interface WriteOptions {
  /** What RxDB's events call the origin of the change. */
  context: string;
  durability: Durability;
  /** A conflict anywhere writes nothing. */
  atomic?: boolean;
}
