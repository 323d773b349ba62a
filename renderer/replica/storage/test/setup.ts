import { IDBFactory as FakeFactory } from 'fake-indexeddb';
import {
  fillWithDefaultSettings,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageInstance,
} from 'rxdb/plugins/core';
import type { Corruption } from '../errors.ts';
import { type MasterKeys, memoryKeys } from '../keys.ts';
import { type EncryptedStorage, type EncryptedStorageOptions, getEncryptedStorage } from '../storage.ts';

export interface Thing {
  id: string;
  customerId: string;
  branch: string;
  name: string;
  amount: number;
  open: boolean;
  due?: string | null;
  tags?: string[];
  nested?: { level?: number; parts?: { size: number; kind: string }[] };
}

export const schema: RxJsonSchema<RxDocumentData<Thing>> = fillWithDefaultSettings<Thing>({
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    customerId: { type: 'string', maxLength: 40 },
    branch: { type: 'string', maxLength: 12 },
    name: { type: 'string', maxLength: 30 },
    amount: { type: 'number', minimum: -1e9, maximum: 1e9, multipleOf: 0.01 },
    open: { type: 'boolean' },
    due: { type: 'string', maxLength: 10 },
    tags: { type: 'array', items: { type: 'string' } },
    nested: { type: 'object' },
  },
  required: ['id', 'customerId', 'branch', 'name', 'amount', 'open'],
  indexes: ['name', ['branch', 'amount'], ['open', 'branch', 'name'], 'customerId'],
});

/** A disk: IndexedDB and keys that outlive the storages opened on them. */
export interface Disk {
  indexedDB: IDBFactory;
  keys: MasterKeys;
}

export function newDisk() {
  return { indexedDB: new FakeFactory() as IDBFactory, keys: memoryKeys(crypto) } satisfies Disk;
}

export function storageOn(
  disk: Disk,
  options: Partial<EncryptedStorageOptions> & { corruptions?: Corruption[] } = {},
): EncryptedStorage {
  const { corruptions, ...rest } = options;
  return getEncryptedStorage({
    indexedDB: disk.indexedDB,
    crypto,
    keys: () => disk.keys,
    ownerPath: 'customerId',
    idle: 0,
    onCorruption: (corruption) => corruptions?.push(corruption),
    ...rest,
  });
}

export type Things = RxStorageInstance<Thing, unknown, object>;

export function things<I, O>(
  storage: RxStorage<I, O>,
  { name = 'bank', collection = 'things' } = {},
): Promise<RxStorageInstance<Thing, I, O>> {
  return storage.createStorageInstance<Thing>({
    databaseInstanceToken: `${name}-token`,
    databaseName: name,
    collectionName: collection,
    schema,
    options: {} as O,
    multiInstance: false,
    devMode: false,
  });
}

let clock = 1000;

export function stored(thing: Thing, rev = 1, deleted = false): RxDocumentData<Thing> {
  clock += 1;
  return { ...thing, _deleted: deleted, _attachments: {}, _rev: `${rev}-test`, _meta: { lwt: clock } };
}

export function thing(number: number, more: Partial<Thing> = {}): Thing {
  return {
    id: `thing-${String(number).padStart(6, '0')}`,
    customerId: `customer-${number % 10}`,
    branch: `b${number % 4}`,
    name: `name ${(number * 7919) % 1009}`,
    amount: ((number * 31) % 1000) / 4,
    open: number % 3 === 0,
    ...more,
  };
}
