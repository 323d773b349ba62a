import type { CollectionName } from '#shared/model/collections.ts';
import type { PullPage, PullRow } from '#shared/protocol/pull.ts';
import { type Change, purge, type RawDocument, rawOf, readRaw, writeRaw } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { compose } from '../outbox/compose.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type Guard, keyOf } from './guard.ts';

/** Documents per transaction: an edit waits for one slice at most. */
const SLICE = 500;

export interface ApplyContext {
  database: Database;
  outbox: Outbox;
  guard: Guard;
}

/** The answer was overtaken by an eviction: ask again from the same checkpoint. */
export class StaleAnswer extends Error {}

/**
 * Applies pulled pages, in their order. `inPlace`: a download over what is already here, where the server's word
 * counts whatever revision is stored: its history may have been restored from a backup, and fields may have come or
 * gone under the same revision.
 */
export async function applyPages(context: ApplyContext, pages: readonly PullPage[], inPlace: boolean) {
  for (const { collection, rows } of pages) {
    let removed = false;
    for (let start = 0; start < rows.length; start += SLICE) {
      const slice = rows.slice(start, start + SLICE);
      removed = (await applySlice(context, collection, slice, inPlace)) || removed;
    }
    if (removed) await purge(context.database.collections[collection]);
  }
}

async function applySlice(
  context: ApplyContext,
  name: CollectionName,
  rows: readonly PullRow[],
  inPlace: boolean,
): Promise<boolean> {
  const { database, outbox, guard } = context;
  const collection = database.collections[name];
  return await database.exclusive(async () => {
    if (guard.stale()) throw new StaleAnswer();
    const known = await readRaw(
      collection,
      rows.map((row) => row.doc.id),
    );
    const changes: Change[] = [];
    for (const row of rows) {
      const stored = rawOf(known.get(row.doc.id));
      const floor = inPlace ? guard.revSince(keyOf(name, row.doc.id)) : (stored?.rev ?? 0);
      if (row.rev < floor || (!inPlace && row.rev === stored?.rev)) continue;
      changes.push({ id: row.doc.id, document: viewOf(outbox, name, row) });
    }
    await writeRaw(collection, changes, known);
    return changes.some((change) => change.document === null);
  });
}

/** What to store of a row of the server: its document with this device's unanswered edits on top, or nothing. */
export function viewOf(outbox: Outbox, name: CollectionName, row: PullRow): RawDocument | null {
  if (row.deleted) return null;
  const server: RawDocument = { ...row.doc, rev: row.rev };
  return compose(server, outbox.pendingOf(name, row.doc.id)) ?? null;
}
