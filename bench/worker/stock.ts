import type { RxStorage } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { openRxdb } from './rxdb-subject.ts';
import type { Subject } from './subject.ts';

/** Dexie fixes the durability for a connection: relaxed for what a first sync stores, strict for edits. */
export function openDexie(durability: 'relaxed' | 'strict'): Promise<Subject> {
  const storage = getRxStorageDexie({ chromeTransactionDurability: durability });
  return openRxdb('bench-dexie', storage as unknown as RxStorage<unknown, unknown>);
}

export function openMemory(): Promise<Subject> {
  return openRxdb('bench-memory', getRxStorageMemory() as unknown as RxStorage<unknown, unknown>);
}
