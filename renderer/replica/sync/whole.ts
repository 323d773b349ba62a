import { type CollectionName, collectionNames, collections } from '#shared/model/collections.ts';
import type { PullResponse } from '#shared/protocol/pull.ts';
import type { RawDocument } from '../database/documents.ts';
import { queryRaw } from '../database/scan.ts';
import { type ApplyContext, StaleAnswer } from './apply.ts';
import { type Asked, keyOf } from './guard.ts';

/** Files at a time: an edit waits for one slice at most. */
const SLICE = 50;

/**
 * Removes what an answer does not name of the files and ranges that it brought whole. What this device has not sent
 * yet stays, and so does what a push was answered with since the answer was asked for.
 */
export async function removeUnnamed(
  context: ApplyContext,
  asked: Asked,
  answer: PullResponse,
): Promise<void> {
  const named = new Map<CollectionName, Set<string>>();
  for (const { collection, rows } of answer.pages) {
    const ids = named.get(collection) ?? new Set();
    named.set(collection, ids);
    for (const row of rows) if (!row.deleted) ids.add(row.doc.id);
  }
  const isDoomed = (name: CollectionName, { id, rev }: RawDocument) =>
    named.get(name)?.has(id) !== true &&
    asked.revSince(keyOf(name, id), answer.run) === 0 &&
    (rev > 0 || context.outbox.pendingOf(name, id).length === 0);

  const { database } = context;

  async function remove(stored: () => Promise<[CollectionName, RawDocument[]][]>) {
    await database.exclusive(async () => {
      if (asked.stale()) throw new StaleAnswer();
      const doomed: Partial<Record<CollectionName, string[]>> = {};
      for (const [name, documents] of await stored()) {
        const ids = documents.filter((document) => isDoomed(name, document)).map(({ id }) => id);
        if (ids.length > 0) doomed[name] = [...(doomed[name] ?? []), ...ids];
      }
      if (Object.keys(doomed).length > 0) await database.erase({ documents: doomed });
    });
  }

  const inFiles = collectionNames.filter((name) => collections[name].belongsTo === 'file');
  async function ofFile(customerId: string): Promise<[CollectionName, RawDocument[]][]> {
    // One file at a time: the storage reads a whole collection for a list of values.
    return await Promise.all(
      inFiles.map(async (name): Promise<[CollectionName, RawDocument[]]> => {
        const selector = name === 'customers' ? { id: customerId } : { customerId };
        return [name, await queryRaw(database.collections[name], { selector })];
      }),
    );
  }

  const whole = answer.whole ?? [];
  for (let start = 0; start < whole.length; start += SLICE)
    await remove(async () => (await Promise.all(whole.slice(start, start + SLICE).map(ofFile))).flat());
  for (const { collection, after, through } of answer.ranges ?? []) {
    const selector = { id: { $gt: after, ...(through === undefined ? {} : { $lte: through }) } };
    await remove(async () => [[collection, await queryRaw(database.collections[collection], { selector })]]);
  }
}
