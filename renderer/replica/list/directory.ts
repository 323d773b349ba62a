import type { CustomerRow, Unsubscribe } from '../api.ts';
import { type RawCollection, type RawDocument, rawOf } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { scan } from '../database/scan.ts';
import { keysOf, type SearchKeys } from '../search/keys.ts';
import { createNameOrder } from './name-order.ts';
import { type Assets, assetsOf, type ListedCustomer, listedOf, rowOf } from './rows.ts';

export interface Entry {
  row: CustomerRow;
  keys: SearchKeys;
  nameRank: number;
}

/** All customers of this replica in memory: what the list sorts and the search looks through. */
export interface Directory {
  /** Grows with every change. */
  version(): number;
  entries(): readonly Entry[];
  nameOf(customerId: string): string | undefined;
  onChange(listener: () => void): Unsubscribe;
  /** Resolves when everything stored before it was opened has been read. */
  ready: Promise<void>;
  close(): void;
}

interface Held {
  customer: ListedCustomer;
  keys: SearchKeys;
}

/** Customers per slice of reading names aloud, about 10 ms; in between the worker answers. */
const SLICE = 250;

export function openDirectory(collections: Database['collections']): Directory {
  const held = new Map<string, Held>();
  const assets = new Map<string, Assets>();
  const lastContact = new Map<string, string>();
  const names = createNameOrder();
  const listeners = new Set<() => void>();
  let currency = 'CNY';
  let version = 0;
  let closed = false;
  let cache: { version: number; entries: Entry[] } = { version: -1, entries: [] };

  function changed() {
    version += 1;
    for (const listener of listeners) listener();
  }

  function putCustomer(document: RawDocument) {
    const customer = listedOf(document);
    if (customer === null) return;
    names.add([customer.name]);
    held.set(customer.id, { customer, keys: keysFor(customer) });
  }

  /** The readings of a name are kept while what they are made of stays. */
  function keysFor(customer: ListedCustomer): SearchKeys {
    const before = held.get(customer.id);
    return before !== undefined && sameKeys(before.customer, customer) ? before.keys : keysOf(customer);
  }

  function putSnapshot(document: RawDocument) {
    const latest = assetsOf(document);
    const { customerId } = document;
    if (latest === null || customerId === undefined) return;
    if (assets.size === 0) currency = latest.currency;
    if (latest.month >= (assets.get(customerId)?.month ?? 0)) assets.set(customerId, latest);
  }

  function putContact({ customerId, occurredAt }: RawDocument) {
    if (customerId === undefined || typeof occurredAt !== 'string') return;
    if (occurredAt > (lastContact.get(customerId) ?? '')) lastContact.set(customerId, occurredAt);
  }

  function follow(
    collection: RawCollection,
    put: (document: RawDocument) => void,
    remove: (id: string) => void,
  ) {
    return collection.eventBulks$.subscribe((bulk) => {
      for (const event of bulk.events) {
        const document = event.operation === 'DELETE' ? undefined : rawOf(event.documentData);
        if (document === undefined) remove(event.documentId);
        else put(document);
      }
      changed();
    });
  }

  // Evicted while the stored customers are still being read: the slice at hand may hold them yet.
  const removed = new Set<string>();

  function removeCustomer(id: string) {
    removed.add(id);
    held.delete(id);
    assets.delete(id);
    lastContact.delete(id);
  }

  const following = [
    follow(collections.customers, putCustomer, removeCustomer),
    follow(collections.snapshots, putSnapshot, () => undefined),
    follow(collections.contactLogs, putContact, () => undefined),
  ];

  async function read() {
    // Customers first: the list is there before its figures are.
    for await (const slice of scan(collections.customers, SLICE)) {
      if (closed) return;
      for (const document of slice)
        if (!held.has(document.id) && !removed.has(document.id)) putCustomer(document);
      changed();
    }
    for await (const slice of scan(collections.snapshots)) {
      if (closed) return;
      slice.forEach(putSnapshot);
    }
    for await (const slice of scan(collections.contactLogs)) {
      if (closed) return;
      slice.forEach(putContact);
    }
    changed();
  }

  return {
    version: () => version,
    entries() {
      if (cache.version !== version) {
        const entries = [...held.values()].map(({ customer, keys }) => ({
          row: rowOf(customer, assets.get(customer.id), lastContact.get(customer.id), currency),
          keys,
          nameRank: names.rank(customer.name),
        }));
        cache = { version, entries };
      }
      return cache.entries;
    },
    nameOf: (id) => held.get(id)?.customer.name,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ready: read(),
    close() {
      closed = true;
      for (const subscription of following) subscription.unsubscribe();
    },
  };
}

function sameKeys(a: ListedCustomer, b: ListedCustomer): boolean {
  const made = [
    'name',
    'kind',
    'customerNo',
    'idNumber',
    'mobile',
    'homePhone',
    'workPhone',
    'employer',
    'address',
  ];
  return (made as (keyof ListedCustomer)[]).every((field) => a[field] === b[field]);
}
