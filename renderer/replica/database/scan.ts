import { getSortComparator, type MangoQuery, normalizeMangoQuery, prepareQuery } from 'rxdb';
import { idsOf } from './by-id.ts';
import { type RawCollection, type RawDocument, rawOf } from './documents.ts';

const SLICE = 1000;

/**
 * Documents that match, straight from the storage: no cached query, no document objects. Every index begins with
 * `_deleted`: a query that does not name it reads and sorts the whole collection, slice after slice.
 */
export async function queryRaw(
  collection: RawCollection,
  query: MangoQuery<RawDocument>,
): Promise<RawDocument[]> {
  const { schema } = collection.storageInstance;
  const normal = normalizeMangoQuery(schema, query);
  const ids = idsOf(query);
  if (ids !== undefined) {
    const found = await collection.storageInstance.findDocumentsById([...ids], false);
    return found
      .sort(getSortComparator(schema, normal))
      .slice(0, query.limit)
      .flatMap((document) => rawOf(document) ?? []);
  }
  const alive = { ...normal, selector: { _deleted: { $eq: false }, ...normal.selector } };
  const { documents } = await collection.storageInstance.query(prepareQuery(schema, alive));
  return documents.flatMap((document) => rawOf(document) ?? []);
}

/** All documents by id, in slices, so that the worker answers in between and memory stays bounded. */
export async function* scan(collection: RawCollection, size = SLICE): AsyncGenerator<RawDocument[]> {
  let last = '';
  for (;;) {
    const slice = await queryRaw(collection, {
      selector: { id: { $gt: last } },
      sort: [{ id: 'asc' }],
      limit: size,
      // Left to itself the planner takes another index and reads and sorts everything for each slice.
      index: ['_deleted', 'id'],
    });
    if (slice.length > 0) yield slice;
    const end = slice.at(-1);
    if (end === undefined || slice.length < size) return;
    last = end.id;
  }
}

export async function readAll(collection: RawCollection): Promise<RawDocument[]> {
  const all: RawDocument[] = [];
  for await (const slice of scan(collection)) all.push(...slice);
  return all;
}
