import { collectionNames, collections } from '#shared/model/collections.ts';
import {
  BUCKETS,
  bucketOf,
  COMPARE_LIMIT,
  type Comparison,
  type HeldFiles,
  type Holdings,
  plus,
} from '#shared/protocol/reconcile.ts';
import type { RawDocument } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { scan } from '../database/scan.ts';

/** What a replica holds, in digests: see `docs/SYNC.md`. Files change while it is in use; what is known to, is unsure. */
export interface HeldDigests {
  /** For the request that begins. */
  all(scope: string, rules: string): Holdings;
  /** The next files that the server wants to know of. */
  next(comparison: Comparison): HeldFiles;
  /** What is stored of this file is no version that the server is known to have. */
  unsure(customerId: string): void;
}

/**
 * Adds up the whole replica, slice after slice, so that edits go on meanwhile. `undefined` where documents have no tags
 * yet: nothing can be said of them. What changes while it adds up came from the server since, and is at worst sent
 * once more.
 */
export async function sumUp(database: Database, since: string): Promise<HeldDigests | undefined> {
  const files = new Map<string, number>();
  const unsure = new Set<string>();
  let reference = 0;
  for (const name of collectionNames) {
    const { belongsTo } = collections[name];
    if (belongsTo === 'user') continue;
    for await (const slice of scan(database.collections[name])) {
      for (const document of slice) {
        if (document.rev === 0 || (name === 'transactions' && isBefore(document, since))) continue;
        if (document.tag === undefined) return undefined;
        if (belongsTo !== 'file') reference = plus(reference, document.tag);
        else {
          const id = document.customerId ?? document.id;
          files.set(id, plus(files.get(id) ?? 0, document.tag));
        }
      }
    }
  }
  const byBucket = Map.groupBy([...files.keys()].sort(), bucketOf);
  const idsOf = (bucket: number) => byBucket.get(bucket) ?? [];

  function digestOf(bucket: number): number | null {
    const ids = idsOf(bucket);
    if (ids.some((id) => unsure.has(id))) return null;
    return ids.reduce((sum, id) => plus(sum, files.get(id) ?? 0), 0);
  }

  return {
    all: (scope, rules) => ({
      scope,
      rules,
      transactionsSince: since,
      reference,
      files: Array.from({ length: BUCKETS }, (_, bucket) => digestOf(bucket)),
    }),
    next({ buckets, after }) {
      const list: HeldFiles['list'] = [];
      for (const [index, bucket] of buckets.entries()) {
        for (const id of idsOf(bucket)) {
          if (index === 0 && id <= after) continue;
          if (list.length === COMPARE_LIMIT) return { list, more: true };
          list.push([id, unsure.has(id) ? null : (files.get(id) ?? 0)]);
        }
      }
      return { list, more: false };
    },
    unsure(customerId) {
      unsure.add(customerId);
      if (files.has(customerId)) return;
      files.set(customerId, 0);
      const bucket = bucketOf(customerId);
      byBucket.set(bucket, [...idsOf(bucket), customerId].sort());
    },
  };
}

function isBefore(document: RawDocument, day: string): boolean {
  return typeof document.bookedOn !== 'string' || document.bookedOn < day;
}
