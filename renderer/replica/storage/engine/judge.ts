import { categorizeBulkWriteRows, type RxStorageWriteError } from 'rxdb/plugins/core';
import type { Put } from './put.ts';
import { readRows, rowsOf } from './read.ts';
import { collectionOf, type EngineState } from './state.ts';
import type { Changes, Write } from './types.ts';

export interface Judged {
  collection: number;
  puts: Put[];
  /** Rows that name another previous version than the one there is. */
  errors: RxStorageWriteError<Record<string, unknown>>[];
  /** What to tell those who watch the collection once it is written. */
  changes?: Changes;
}

/** Compares a write with what is there. Callers hold the write lock. Throws BlockError. */
export async function judge(
  state: EngineState,
  { collection: number, schema, rows }: Write,
  context: string,
): Promise<Judged> {
  const collection = collectionOf(state, number);
  const { primaryPath } = collection.definition;
  const ids = rows.map((row) => String(row.document[primaryPath]));
  const found = await readRows(state, collection, rowsOf(collection, ids));
  const known = new Map(found.map((document) => [String(document[primaryPath]), document]));
  const { bulkInsertDocs, bulkUpdateDocs, errors, eventBulk, newestRow } = categorizeBulkWriteRows<
    Record<string, unknown>
  >({ schema } as never, primaryPath, known, rows, context);
  const puts = [...bulkInsertDocs, ...bulkUpdateDocs].map(({ document }) => ({ collection, document }));
  const newest = newestRow?.document;
  if (eventBulk.events.length === 0 || newest === undefined) return { collection: number, puts, errors };
  eventBulk.checkpoint = { id: newest[primaryPath], lwt: newest._meta.lwt };
  return { collection: number, puts, errors, changes: eventBulk as Changes };
}
