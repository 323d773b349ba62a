import { type RawCollection, type RawDocument, rawOf, readRaw } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { queryRaw, scan } from '../database/scan.ts';
import { PAGE_ROWS } from './customer-page.ts';
import type { CustomerTable } from './customer-table.ts';
import type { Figures } from './figures.ts';
import type { FileCounts } from './file-counts.ts';
import type { Head, SavedList } from './saved-list.ts';
import { changedSince, storedCount, storedIds } from './stored.ts';

/** Customers per slice of reading, about 10 ms; in between the worker answers. */
const SLICE = 250;

export interface CatchUpContext {
  collections: Database['collections'];
  saved: SavedList;
  table: CustomerTable;
  figures: Figures;
  counts: FileCounts;
  putCustomer(document: RawDocument): void;
  removeCustomer(id: string): void;
  changed(): void;
  /** A change of this document has been seen since; what is read of it is old. */
  isNewer(id: string): boolean;
  isClosed(): boolean;
  isSaved(page: number): void;
}

/** Fills the table: from what was saved and what changed since, or from all documents where nothing was saved. */
export async function catchUp(context: CatchUpContext): Promise<void> {
  const head = await context.saved.head();
  if (head === null) {
    await context.saved.drop();
    await readEverything(context);
    await context.counts.settle();
    return;
  }
  context.figures.restore(head.currency, head.waiting);
  const complete = await readSaved(context, head);
  const { customers, snapshots, contactLogs } = context.collections;
  const { figures, counts } = context;
  for (const id of head.uncounted) counts.changed(id);
  // A page that could not be read, or was erased with a file on it. First of all: what is missing now lacks its
  // figures as well, however old they are.
  if (!complete) await mend(context);
  await reread(context, customers, changedSince(customers, head.position), context.putCustomer);
  if (context.table.size !== storedCount(customers)) await mend(context);
  await reread(context, snapshots, changedSince(snapshots, head.position), (document) =>
    figures.putSnapshot(document),
  );
  await reread(context, contactLogs, changedSince(contactLogs, head.position), (document) =>
    figures.putContact(document),
  );
  for (const kind of ['holdings', 'tasks'] as const)
    await recount(context, context.collections[kind], head.position);
  await counts.settle();
  context.changed();
}

async function readSaved(context: CatchUpContext, head: Head): Promise<boolean> {
  const { table, changed, isNewer, isClosed, isSaved } = context;
  const pages = context.saved.read(head);
  for (;;) {
    const next = await pages.next();
    if (next.done === true) return next.value;
    if (isClosed()) return true;
    let asSaved = true;
    for (const { row, customer, reading, assets, contact, summary } of next.value) {
      if (isNewer(customer.id) || table.find(customer.id) !== undefined) {
        asSaved = false;
        continue;
      }
      const place = table.put(customer, { row, reading });
      if (assets !== undefined) table.putAssets(place, assets);
      table.putContact(place, contact);
      table.putSummary(place, summary);
      asSaved &&= place === row;
    }
    const [first] = next.value;
    if (asSaved && first !== undefined) isSaved(Math.floor(first.row / PAGE_ROWS));
    changed();
  }
}

async function reread(
  context: CatchUpContext,
  collection: RawCollection,
  ids: readonly string[],
  put: (document: RawDocument) => void,
): Promise<void> {
  for (let at = 0; at < ids.length && !context.isClosed(); at += SLICE) {
    const found = await readRaw(collection, ids.slice(at, at + SLICE));
    for (const data of found.values()) {
      if (context.isNewer(data.id)) continue;
      const document = rawOf(data);
      if (document !== undefined) put(document);
      else if (collection === context.collections.customers) context.removeCustomer(data.id);
    }
    context.changed();
  }
}

/** Has the files counted again whose documents came, changed or were deleted since. */
async function recount(context: CatchUpContext, collection: RawCollection, position: number): Promise<void> {
  const ids = changedSince(collection, position);
  for (let at = 0; at < ids.length && !context.isClosed(); at += SLICE)
    for (const { customerId } of (await readRaw(collection, ids.slice(at, at + SLICE))).values())
      if (customerId !== undefined) context.counts.changed(customerId);
}

/** Makes the table hold the stored customers and no others. */
async function mend(context: CatchUpContext): Promise<void> {
  const { table, collections, figures } = context;
  const stored = new Set(storedIds(collections.customers));
  for (const id of [...table.ids()]) if (!stored.has(id) && !context.isNewer(id)) context.removeCustomer(id);
  const missing = [...stored].filter((id) => table.find(id) === undefined && !context.isNewer(id));
  await reread(context, collections.customers, missing, context.putCustomer);
  for (let at = 0; at < missing.length && !context.isClosed(); at += SLICE) {
    const selector = { customerId: { $in: missing.slice(at, at + SLICE) } };
    for (const document of await queryRaw(collections.snapshots, { selector })) figures.putSnapshot(document);
    for (const document of await queryRaw(collections.contactLogs, { selector }))
      figures.putContact(document);
    for (const id of missing.slice(at, at + SLICE)) context.counts.changed(id);
    context.changed();
  }
}

async function readEverything(context: CatchUpContext): Promise<void> {
  const { collections, table, figures, isClosed } = context;
  // Customers first: the list is there before its figures are.
  for await (const slice of scan(collections.customers, SLICE)) {
    if (isClosed()) return;
    for (const document of slice)
      if (table.find(document.id) === undefined && !context.isNewer(document.id))
        context.putCustomer(document);
    context.changed();
  }
  for await (const slice of scan(collections.snapshots)) {
    if (isClosed()) return;
    for (const document of slice) figures.putSnapshot(document);
  }
  for await (const slice of scan(collections.contactLogs)) {
    if (isClosed()) return;
    for (const document of slice) figures.putContact(document);
  }
  for (const kind of ['holdings', 'tasks'] as const)
    for await (const slice of scan(collections[kind])) {
      if (isClosed()) return;
      for (const document of slice) context.counts.added(kind, document);
    }
  context.changed();
}
