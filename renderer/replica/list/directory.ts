import type { Unsubscribe } from '../api/replica.ts';
import { type RawDocument, rawOf, type WatchedCollection } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import type { Clock } from '../deps.ts';
import { catchUp } from './catch-up.ts';
import { PAGE_ROWS } from './customer-page.ts';
import { CustomerTable } from './customer-table.ts';
import { Figures } from './figures.ts';
import { createFileCounts } from './file-counts.ts';
import { createLookup, type Lookup } from './lookup.ts';
import { listedOf } from './rows.ts';
import { createSavedList, HEAD, pageIdsOf } from './saved-list.ts';
import { createSaver } from './saver.ts';

/** All customers of this replica in memory: what the list sorts and the search looks through. */
export interface Directory extends Lookup {
  /** Grows with every change. */
  version(): number;
  size(): number;
  nameOf(customerId: string): string | undefined;
  onChange(listener: () => void): Unsubscribe;
  /** Resolves when everything stored before it was opened has been read. */
  ready: Promise<void>;
  /** Saves what changed since it was last saved, so that the next start need not read it again. */
  save(): Promise<void>;
  close(): Promise<void>;
}

export function openDirectory(database: Database, clock: Clock): Directory {
  const { collections } = database;
  const table = new CustomerTable((row) => saver.touch(Math.floor(row / PAGE_ROWS)));
  const figures = new Figures(table);
  const lookup = createLookup(table, () => figures.currency);
  const saved = createSavedList(database);
  const listeners = new Set<() => void>();
  const counts = createFileCounts({ collections, table, clock, onCounted: changed });
  const saver = createSaver(clock, (pages) => saved.write(table, pages, figures, counts.uncounted));
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
    counts.arrived(customer.id);
  }

  function removeCustomer(id: string) {
    table.remove(id);
    figures.forget(id);
    counts.forget(id);
  }

  // What changes while the stored documents are being read is newer than what is read.
  let newer: Set<string> | undefined = new Set();

  function follow(
    collection: WatchedCollection,
    put: (document: RawDocument) => void,
    remove: (id: string) => void,
  ) {
    return collection.eventBulks$.subscribe((bulk) => {
      for (const event of bulk.events) {
        const document = event.operation === 'DELETE' ? undefined : rawOf(event.documentData);
        newer?.add(event.documentId);
        if (document === undefined) remove(event.documentId);
        else put(document);
      }
      changed();
    });
  }

  /** Of other documents only sums are kept: what is not new to its file has the file counted again. */
  function followCounted(kind: 'holdings' | 'tasks') {
    return collections[kind].eventBulks$.subscribe((bulk) => {
      for (const { operation, documentData } of bulk.events) {
        const document = operation === 'INSERT' && newer === undefined ? rawOf(documentData) : undefined;
        if (document !== undefined) counts.added(kind, document);
        else if (documentData.customerId !== undefined) counts.changed(documentData.customerId);
      }
      changed();
    });
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
    followCounted('holdings'),
    followCounted('tasks'),
  ];

  // What is erased goes from memory before, and from what was saved in the same commit.
  database.erasing(({ owners = [], documents = {} }) => {
    const ids = [...owners, ...(documents.customers ?? [])];
    const rows = ids.flatMap((id) => table.find(id) ?? []);
    const head = ids.some((id) => figures.isWaiting(id) || saved.mentions(id)) ? [HEAD] : [];
    if (head.length > 0) saver.touch(0);
    for (const id of ids) {
      newer?.add(id);
      removeCustomer(id);
    }
    return { meta: [...head, ...pageIdsOf(rows)] };
  });

  const ready = catchUp({
    collections,
    saved,
    table,
    figures,
    counts,
    putCustomer,
    removeCustomer,
    changed,
    isNewer: (id) => newer?.has(id) === true,
    isClosed: () => closed,
    isSaved: saver.loaded,
  }).then(() => {
    newer = undefined;
    counts.start();
    saver.start();
  });

  return {
    ...lookup,
    version: () => version,
    size: () => table.size,
    nameOf(id) {
      const row = table.find(id);
      return row === undefined ? undefined : table.name(row);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ready,
    save: () => ready.then(saver.now),
    async close() {
      closed = true;
      for (const subscription of following) subscription.unsubscribe();
      await ready.catch(() => undefined);
      await counts.stop();
      await saver.stop();
    },
  };
}
