import {
  type CollectionName,
  collectionNames,
  collections,
  fileCollections,
} from '#shared/model/collections.ts';
import { purge, type RawDocument, writeRaw } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { queryRaw, scan } from '../database/scan.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type Guard, keyOf } from './guard.ts';

export interface EvictContext {
  database: Database;
  outbox: Outbox;
}

/** Erases customer files: every document in every collection, and the values of their answered edits. */
export async function evictFiles({ database, outbox }: EvictContext, customerIds: readonly string[]) {
  if (customerIds.length === 0) return;
  for (const name of fileCollections) {
    const collection = database.collections[name];
    const removed = await database.exclusive(async () => {
      const ids = name === 'customers' ? [...customerIds] : [];
      if (name !== 'customers') {
        for (const customerId of customerIds)
          ids.push(...(await queryRaw(collection, { selector: { customerId } })).map((found) => found.id));
      }
      await writeRaw(
        collection,
        ids.map((id) => ({ id, document: null })),
      );
      return ids.length > 0;
    });
    if (removed) await purge(collection);
  }
  await outbox.forget(new Set(customerIds));
}

/** Removes single documents. */
export async function dropDocuments(database: Database, name: CollectionName, ids: readonly string[]) {
  const collection = database.collections[name];
  await database.exclusive(() =>
    writeRaw(
      collection,
      ids.map((id) => ({ id, document: null })),
    ),
  );
  await purge(collection);
}

/** What a download in place has delivered, by collection. */
export type Delivered = Map<CollectionName, Set<string>>;

/** After a download in place: removes what the server did not name, but never what it has not seen yet. */
export async function sweep(
  { database, outbox, guard }: EvictContext & { guard: Guard },
  delivered: Delivered,
) {
  const has = (name: CollectionName, id: string) =>
    // What a push answer brought after the last page was asked for is newer than that page.
    delivered.get(name)?.has(id) === true || guard.revSince(keyOf(name, id)) > 0;
  const lostFiles = new Set<string>();
  const isOwnNew = (document: RawDocument, name: CollectionName) =>
    document.rev === 0 &&
    (collections[name].belongsTo !== 'file' || has('customers', document.customerId ?? ''));
  for (const name of collectionNames) {
    const doomed: string[] = [];
    for await (const slice of scan(database.collections[name])) {
      for (const document of slice) {
        if (has(name, document.id) || isOwnNew(document, name)) continue;
        doomed.push(document.id);
        if (name === 'customers') lostFiles.add(document.id);
      }
    }
    if (doomed.length > 0) await dropDocuments(database, name, doomed);
  }
  await outbox.forget(lostFiles);
}
