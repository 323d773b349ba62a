import { type CollectionName, collectionNames, collections } from '#shared/model/collections.ts';
import type { RawDocument } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { queryRaw, scan } from '../database/scan.ts';
import { draftsOf } from '../drafts.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type Asked, keyOf } from './guard.ts';

export interface EvictContext {
  database: Database;
  outbox: Outbox;
}

/**
 * Erases customer files: every document in every collection in one commit, with the keys that could still read them,
 * the values of their answered edits, and what the user's own inbox and drafts hold of them.
 */
export async function evictFiles({ database, outbox }: EvictContext, customerIds: readonly string[]) {
  if (customerIds.length === 0) return;
  const gone = new Set(customerIds);
  await database.exclusive(async () => {
    const selector = { customerId: { $in: [...customerIds] } };
    const inbox = (await queryRaw(database.collections.inbox, { selector })).map(({ id }) => id);
    await database.erase({ owners: customerIds, documents: { inbox, drafts: draftsOf(database, gone) } });
    await outbox.forget(gone);
  });
}

/** Erases single documents. */
export async function dropDocuments(database: Database, name: CollectionName, ids: readonly string[]) {
  if (ids.length === 0) return;
  await database.exclusive(() => database.erase({ documents: { [name]: ids } }));
}

/** What a download in place has delivered, by collection. */
export type Delivered = Map<CollectionName, Set<string>>;

/** After a download in place: removes what the server did not name, but never what it has not seen yet. */
export async function sweep(
  { database, outbox }: EvictContext,
  delivered: Delivered,
  asked: Asked,
  run?: string,
) {
  const has = (name: CollectionName, id: string) =>
    // What a push answer brought after the last page was asked for is newer than that page.
    delivered.get(name)?.has(id) === true || asked.revSince(keyOf(name, id), run) > 0;
  const lostFiles = new Set<string>();
  const isOwnNew = (document: RawDocument, name: CollectionName) =>
    document.rev === 0 &&
    (collections[name].belongsTo !== 'file' || has('customers', document.customerId ?? ''));
  const doomed: Partial<Record<CollectionName, string[]>> = {};
  for (const name of collectionNames) {
    const ids: string[] = [];
    for await (const slice of scan(database.collections[name])) {
      for (const document of slice) {
        if (has(name, document.id) || isOwnNew(document, name)) continue;
        ids.push(document.id);
        if (name === 'customers') lostFiles.add(document.id);
      }
    }
    if (ids.length > 0) doomed[name] = ids;
  }
  await database.exclusive(async () => {
    const drafts = draftsOf(database, lostFiles);
    const documents = drafts.length > 0 ? { ...doomed, drafts } : doomed;
    if (Object.keys(documents).length > 0) await database.erase({ documents });
    await outbox.forget(lostFiles);
  });
}
