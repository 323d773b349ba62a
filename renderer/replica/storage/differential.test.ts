import {
  type BulkWriteRow,
  getChangedDocumentsSince,
  normalizeMangoQuery,
  prepareQuery,
  type RxDocumentData,
  type RxStorageInstance,
} from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { describe, expect, it } from 'vitest';
import { type Random, seeded } from './test/random.ts';
import { randomQuery } from './test/random-query.ts';
import { newDisk, schema, storageOn, stored, type Thing, thing, things } from './test/setup.ts';

/** More by `STORAGE_TRIALS=200 npx vitest run …`. */
const TRIALS = Number(process.env.STORAGE_TRIALS ?? 4);

type Instance = RxStorageInstance<Thing, unknown, object>;

/** Optional fields of every shape that JSON has, where the schema does not say what they are. */
function randomThing(random: Random): Thing {
  const number = random.below(80);
  const more: Partial<Thing> = { name: `name ${random.below(1009)}`, amount: random.below(4000) / 4 };
  if (random.chance(0.5)) more.due = random.chance(0.2) ? null : `2026-0${1 + random.below(9)}-01`;
  if (random.chance(0.5)) more.tags = ['vip', 'new', '张伟'].slice(0, random.below(4));
  if (random.chance(0.5))
    more.nested = {
      level: random.below(9),
      parts: [{ size: random.below(9), kind: random.pick(['box', 'bag']) }],
    };
  return thing(number, more);
}

async function same(seed: string, ours: Instance, theirs: Instance, random: Random) {
  const query = prepareQuery<RxDocumentData<Thing>>(
    schema,
    normalizeMangoQuery(schema, randomQuery(random) as never),
  );
  // The matcher judges what RxDB's index strings cannot tell: padded strings, clamped numbers.
  const exact = { ...query, queryPlan: { ...query.queryPlan, selectorSatisfiedByIndex: false } };
  const [mine, other] = [await ours.query(query), await theirs.query(exact)];
  expect(mine.documents, `${seed} ${JSON.stringify(query.query)}`).toEqual(other.documents);
  const { limit: _, skip: __, ...counted } = query.query;
  const all = { ...exact, query: { ...counted, skip: 0 } };
  expect(
    (await ours.count({ ...all, queryPlan: query.queryPlan })).count,
    `${seed} count ${JSON.stringify(counted)}`,
  ).toBe((await theirs.count(all)).count);
}

async function writeBoth(ours: Instance, theirs: Instance, random: Random) {
  const known = new Map(
    (await theirs.findDocumentsById(ids(), true)).map((document) => [document.id, document]),
  );
  const rows = new Map<string, BulkWriteRow<Thing>>();
  for (let count = random.below(20); count >= 0; count -= 1) {
    const next = randomThing(random);
    const previous = known.get(next.id);
    const rev = Number.parseInt(previous?._rev ?? '0', 10) + 1;
    const document = stored(next, rev, random.chance(0.15));
    // One in ten names a previous version that is none, or none where there is one.
    const stale = random.chance(0.1);
    rows.set(next.id, previous === undefined || stale ? { document } : { previous, document });
  }
  const list = [...rows.values()];
  const [mine, other] = [await ours.bulkWrite(list, 'test'), await theirs.bulkWrite(list, 'test')];
  expect(mine.error).toEqual(other.error);
}

const ids = () => Array.from({ length: 80 }, (_, number) => thing(number).id);

async function trial(seed: number) {
  const random = seeded(seed);
  const disk = newDisk();
  const durability = random.pick(['strict', 'relaxed'] as const);
  const storage = () => storageOn(disk, { durabilityOf: () => durability, cacheBytes: 2000 });
  let current = storage();
  let ours: Instance = await things(current);
  const theirs: Instance = await things(getRxStorageMemory(), { name: `memory-${seed}` });
  for (let step = 0; step < 40; step += 1) {
    await writeBoth(ours, theirs, random);
    for (let count = 0; count < 5; count += 1) await same(`seed ${seed} step ${step}`, ours, theirs, random);
    const since = random.chance(0.5)
      ? undefined
      : { id: thing(random.below(80)).id, lwt: 1000 + random.below(800) };
    const limit = 1 + random.below(30);
    const theirChanges = await getChangedDocumentsSince(theirs, limit, since);
    const ourChanges = await getChangedDocumentsSince(ours, limit, since);
    expect(ourChanges.documents).toEqual(theirChanges.documents);
    if (random.chance(0.1)) {
      await ours.cleanup(0);
      await theirs.cleanup(0);
    }
    if (random.chance(0.2)) await (await current.engineOf('bank')).maintain();
    if (random.chance(0.15)) {
      await ours.close();
      current = storage();
      ours = await things(current);
    }
    expect(await ours.findDocumentsById(ids(), true)).toEqual(await theirs.findDocumentsById(ids(), true));
  }
  await ours.close();
  await theirs.remove();
}

describe('the storage answers as RxDB’s memory storage does', () => {
  for (let seed = 1; seed <= TRIALS; seed += 1) it(`seed ${seed}`, () => trial(seed), 60_000);
});
