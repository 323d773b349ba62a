import { getQueryMatcher, getSortComparator, type MangoQuery, normalizeMangoQuery } from 'rxdb';
import { idsOf } from './by-id.ts';
import { entityOf, type RawCollection, type RawDocument } from './documents.ts';

/** One document as it is after a write; `null`: it is gone. */
export interface DocumentChange {
  id: string;
  document: RawDocument | null;
}

/** The result of a query, kept right from change to change without asking the storage again. */
export interface LiveResult {
  documents(): RawDocument[];
  replace(documents: readonly RawDocument[]): void;
  /** `same`: nothing of it touches the result; `unknown`: only the storage can tell the result now. */
  apply(changes: readonly DocumentChange[]): 'same' | 'changed' | 'unknown';
}

/**
 * RxDB keeps results right by itself, but reads the whole collection again after any write of more than a hundred
 * documents: during a first download that is every write, for every query of every screen.
 */
export function createLiveResult(collection: RawCollection, query: MangoQuery<RawDocument>): LiveResult {
  const { schema } = collection.storageInstance;
  const normal = normalizeMangoQuery(schema, query);
  const ids = idsOf(query);
  const matcher = getQueryMatcher(schema, normal);
  const matches = (document: RawDocument) =>
    ids === undefined ? matcher(document as Parameters<typeof matcher>[0]) : ids.has(document.id);
  const compare = getSortComparator(schema, normal);
  const limit = normal.limit ?? Number.POSITIVE_INFINITY;
  let byId = new Map<string, RawDocument>();
  let sorted: RawDocument[] = [];

  function sort() {
    // The comparator and the matcher read fields only; what RxDB adds to a document they never look at.
    sorted = [...byId.values()].sort(compare as (a: RawDocument, b: RawDocument) => number);
  }

  return {
    documents: () => sorted.map(entityOf),
    replace(documents) {
      byId = new Map(documents.map((document) => [document.id, document]));
      sort();
    },
    apply(changes) {
      const full = byId.size >= limit;
      let outcome: 'same' | 'changed' = 'same';
      const moved = new Set<string>();
      for (const { id, document } of changes) {
        const held = byId.has(id);
        const wanted = document !== null && matches(document);
        if (!held && !wanted) continue;
        outcome = 'changed';
        if (wanted) byId.set(id, document);
        // Something beyond the limit moves up, and only the storage knows what.
        else if (full) return 'unknown';
        else byId.delete(id);
        if (held) moved.add(id);
      }
      if (outcome === 'same') return outcome;
      sort();
      // One that was inside may have moved to where others beyond the limit come first.
      const last = sorted[Math.min(limit, sorted.length) - 1];
      const fell = sorted.slice(limit).some((document) => moved.has(document.id));
      if (full && (fell || (last !== undefined && moved.has(last.id)))) return 'unknown';
      for (const beyond of sorted.splice(limit)) byId.delete(beyond.id);
      return outcome;
    },
  };
}
