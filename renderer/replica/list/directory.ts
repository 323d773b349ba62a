import type { Unsubscribe } from '../api.ts';
import { type RawCollection, type RawDocument, rawOf } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { scan } from '../database/scan.ts';
import { CustomerTable } from './customer-table.ts';
import { Figures } from './figures.ts';
import { createLookup, type Lookup } from './lookup.ts';
import { listedOf } from './rows.ts';

/** All customers of this replica in memory: what the list sorts and the search looks through. */
export interface Directory extends Lookup {
  /** Grows with every change. */
  version(): number;
  size(): number;
  nameOf(customerId: string): string | undefined;
  onChange(listener: () => void): Unsubscribe;
  /** Resolves when everything stored before it was opened has been read. */
  ready: Promise<void>;
  close(): void;
}

/** Customers per slice of reading, about 10 ms; in between the worker answers. */
const SLICE = 250;

export function openDirectory(collections: Database['collections']): Directory {
  const table = new CustomerTable();
  const figures = new Figures(table);
  const lookup = createLookup(table, () => figures.currency);
  const listeners = new Set<() => void>();
  let version = 0;
  let closed = false;

  function changed() {
    version += 1;
    for (const listener of listeners) listener();
  }

  function putCustomer(document: RawDocument) {
    const customer = listedOf(document);
    if (customer === null) return;
    figures.settle(customer.id, table.put(customer));
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
    table.remove(id);
    figures.forget(id);
  }

  const following = [
    follow(collections.customers, putCustomer, removeCustomer),
    follow(
      collections.snapshots,
      (document) => figures.putSnapshot(document),
      () => undefined,
    ),
    follow(
      collections.contactLogs,
      (document) => figures.putContact(document),
      () => undefined,
    ),
  ];

  async function read() {
    // Customers first: the list is there before its figures are.
    for await (const slice of scan(collections.customers, SLICE)) {
      if (closed) return;
      for (const document of slice)
        if (table.find(document.id) === undefined && !removed.has(document.id)) putCustomer(document);
      changed();
    }
    for await (const slice of scan(collections.snapshots)) {
      if (closed) return;
      for (const document of slice) figures.putSnapshot(document);
    }
    for await (const slice of scan(collections.contactLogs)) {
      if (closed) return;
      for (const document of slice) figures.putContact(document);
    }
    changed();
  }

  return {
    version: () => version,
    size: () => table.size,
    ...lookup,
    nameOf(id) {
      const row = table.find(id);
      return row === undefined ? undefined : table.name(row);
    },
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
