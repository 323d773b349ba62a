import { fileOf, type Store } from './store.ts';
import { type Compare, NIL } from './wire.ts';

const MODULUS = 2 ** 48;
const FILES_AT_MOST = 1_000;
const DAY = 86_400_000;

export const sinceNinetyDays = (): string => new Date(Date.now() - 90 * DAY).toISOString().slice(0, 10);

const bucketOf = (customerId: string) => Number.parseInt(customerId.slice(-2), 16);

/** The digest of each file; `null` where it holds what only a push has answered. */
function digestsOfFiles(store: Store, since: string): Map<string, number | null> {
  const digests = new Map<string, number | null>();
  for (const [collection, rows] of store.collections()) {
    for (const row of rows.values()) {
      const file = fileOf(collection, row.doc);
      if (file === undefined || row.deleted || row.rev === 0) continue;
      if (collection === 'transactions' && String(row.doc.bookedOn) < since) continue;
      const sum = digests.get(file) ?? (digests.has(file) ? null : 0);
      digests.set(file, sum === null || row.tag === 0 ? null : (sum + row.tag) % MODULUS);
    }
  }
  return digests;
}

/** Sums of the whole replica, for the first request of a comparison. */
export function holdsOf(store: Store, transactionsSince: string): object {
  const files = new Array<number | null>(256).fill(0);
  for (const [file, digest] of digestsOfFiles(store, transactionsSince)) {
    const sum = files[bucketOf(file)] ?? null;
    files[bucketOf(file)] = sum === null || digest === null ? null : (sum + digest) % MODULUS;
  }
  let reference = 0;
  for (const row of store.rows('reference').values())
    if (!row.deleted) reference = (reference + row.tag) % MODULUS;
  return { scope: store.place.scope, rules: store.place.rules, transactionsSince, reference, files };
}

/** The files in the buckets that the server asked for, in its order. */
export function filesOf(
  store: Store,
  compare: Compare,
  since: string,
): { list: [string, number | null][]; more: boolean } {
  const digests = [...digestsOfFiles(store, since)];
  const list = compare.buckets.flatMap((bucket, index) => {
    const after = index === 0 ? compare.after : NIL;
    return digests
      .filter(([file]) => bucketOf(file) === bucket && file > after)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  });
  return { list: list.slice(0, FILES_AT_MOST), more: list.length > FILES_AT_MOST };
}
