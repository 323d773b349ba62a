import {
  type FilledMangoQuery,
  getQueryMatcher,
  getSortComparator,
  type PreparedQuery,
  type RxDocumentData,
  type RxJsonSchema,
} from 'rxdb/plugins/core';
import type { RowStore } from '../index/rows.ts';
import type { SortedIndex } from '../index/sorted-index.ts';
import type { SortPart } from './plan.ts';
import { selectRows } from './select.ts';
import { compileSelector } from './selector.ts';

export interface Source<T> {
  schema: RxJsonSchema<RxDocumentData<T>>;
  primaryPath: string;
  rows: RowStore;
  indexes: readonly SortedIndex[];
  /** The documents of these rows, in their order. */
  read(rows: readonly number[]): Promise<RxDocumentData<T>[]>;
}

/** Documents parsed at a time while looking for enough that match. */
const STEP = 256;

export async function runQuery<T>(
  source: Source<T>,
  { query }: PreparedQuery<T>,
): Promise<RxDocumentData<T>[]> {
  const { skip = 0, limit = Infinity } = query;
  const end = skip + limit;
  const selected = select(source, query, end);
  if (selected.certain && selected.sorted) return await source.read(selected.rows.slice(skip, end));
  const matches = selected.certain ? () => true : getQueryMatcher(source.schema, query);
  const documents: RxDocumentData<T>[] = [];
  const enough = selected.sorted ? end : Infinity;
  for (let from = 0; from < selected.rows.length && documents.length < enough; from += STEP)
    for (const document of await source.read(selected.rows.slice(from, from + STEP)))
      if (matches(document)) documents.push(document);
  if (!selected.sorted)
    documents.sort(getSortComparator<RxDocumentData<T>>(source.schema as never, query as never));
  return documents.slice(skip, end);
}

export async function runCount<T>(
  source: Source<T>,
  { query, queryPlan }: PreparedQuery<T>,
): Promise<{ count: number; mode: 'fast' | 'slow' }> {
  const { skip = 0, limit = Infinity } = query;
  const selected = select(source, { ...query, sort: [] }, Infinity);
  let count = selected.rows.length;
  if (!selected.certain) {
    const matches = getQueryMatcher(source.schema, query);
    count = 0;
    for (let from = 0; from < selected.rows.length; from += STEP)
      for (const document of await source.read(selected.rows.slice(from, from + STEP)))
        if (matches(document)) count += 1;
  }
  // What RxDB's own planner can serve must not be called slow: it refuses slow counts by default.
  const mode = selected.certain || queryPlan.selectorSatisfiedByIndex ? 'fast' : 'slow';
  return { count: Math.max(0, Math.min(count - skip, limit)), mode };
}

function select<T>(source: Source<T>, query: FilledMangoQuery<T>, wanted: number) {
  const selector = compileSelector(
    query.selector as Record<string, unknown>,
    source.rows.byPath,
    source.primaryPath,
  );
  return selectRows(source.rows, source.indexes, selector, query.sort.flatMap(partOf), wanted);
}

/** Of several fields in one part RxDB looks at the first. */
function partOf(block: object): SortPart[] {
  const [first] = Object.entries(block);
  return first === undefined ? [] : [{ path: first[0], descending: first[1] === 'desc' }];
}
