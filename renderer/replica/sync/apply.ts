import { type CollectionName, collections } from '#shared/model/collections.ts';
import type { PullPage, PullRow } from '#shared/protocol/pull.ts';
import { type Change, commit, type RawDocument, rawOf, readRaw, versionOf } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { compose } from '../outbox/compose.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type Asked, type Guard, keyOf } from './guard.ts';

/** Documents per commit: an edit waits for one slice at most. */
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
export async function applyPages(
  context: ApplyContext,
  asked: Asked,
  { pages, run }: { pages: readonly PullPage[]; run?: string | undefined },
  inPlace: boolean,
) {
  for (const { collection, rows } of pages) {
    for (let start = 0; start < rows.length; start += SLICE)
      await applySlice(context, asked, collection, rows.slice(start, start + SLICE), run, inPlace);
  }
}

async function applySlice(
  { database, outbox }: ApplyContext,
  asked: Asked,
  name: CollectionName,
  rows: readonly PullRow[],
  run: string | undefined,
  inPlace: boolean,
): Promise<void> {
  const collection = database.collections[name];
  await database.exclusive(async () => {
    if (asked.stale()) throw new StaleAnswer();
    const known = await readRaw(
      collection,
      rows.map((row) => row.doc.id),
    );
    // Values of an inbox item come and go with the customer's file, without a new revision.
    const again = inPlace || collections[name].belongsTo === 'user';
    const changes: Change[] = [];
    for (const row of rows) {
      const stored = rawOf(known.get(row.doc.id));
      const floor = inPlace ? asked.revSince(keyOf(name, row.doc.id), run) : (stored?.rev ?? 0);
      const same = row.rev === stored?.rev && row.tag === stored.tag;
      if (row.rev < floor || (!again && same)) continue;
      changes.push({ id: row.doc.id, document: viewOf(outbox, name, row) });
    }
    // The server has them: they are written behind, and the checkpoint after them in the same queue. Another log has
    // a queue of its own, so what goes there is stored before the checkpoint can be.
    const durability = collections[name].belongsTo === 'user' ? 'strict' : 'relaxed';
    const kept = changes.filter(({ document }) => document !== null);
    await commit([{ collection, changes: kept, known }], durability);
    const removed = changes.filter(({ id, document }) => document === null && known.has(id));
    if (removed.length > 0) await database.erase({ documents: { [name]: removed.map(({ id }) => id) } });
  });
}

/** What to store of a row of the server: its document with this device's unanswered edits on top, or nothing. */
export function viewOf(outbox: Outbox, name: CollectionName, row: PullRow): RawDocument | null {
  if (row.deleted) return null;
  return compose(versionOf(row), outbox.pendingOf(name, row.doc.id)) ?? null;
}
