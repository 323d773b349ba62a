import { engineOf, type RawCollection } from '../database/documents.ts';

/** The index of the storage: what lies in a collection, and where in the log, without reading a document. */
function rowsOf(collection: RawCollection) {
  const { collection: number } = collection.storageInstance.internals;
  return engineOf(collection).collection(number).rows;
}

/**
 * A place in the log: all that is stored now lies at it or before it. Taken after a flush, because a crash takes
 * back what was not stored, and its place is then given again.
 */
export function logPosition(collections: readonly RawCollection[]): number {
  let last = 0;
  for (const collection of collections) {
    const rows = rowsOf(collection);
    for (let row = 0; row < rows.count; row += 1) last = Math.max(last, rows.block[row] ?? 0);
  }
  return last;
}

/**
 * Ids of documents that came or changed since the log was at this place; of a few that did not as well. What was
 * erased since is not named.
 */
export function changedSince(collection: RawCollection, position: number): string[] {
  const rows = rowsOf(collection);
  const ids: string[] = [];
  for (let row = 0; row < rows.count; row += 1)
    if (rows.isCurrent(row) && (rows.block[row] ?? 0) >= position) ids.push(rows.idOf(row));
  return ids;
}

/** Ids of all documents, tombstones left out. */
export function storedIds(collection: RawCollection): string[] {
  const rows = rowsOf(collection);
  const ids: string[] = [];
  for (const row of rows.currentRows()) if (!rows.isDeleted(row)) ids.push(rows.idOf(row));
  return ids;
}

export function storedCount(collection: RawCollection): number {
  const rows = rowsOf(collection);
  let count = 0;
  for (const row of rows.currentRows()) if (!rows.isDeleted(row)) count += 1;
  return count;
}
