import { describe, expect, it } from 'vitest';
import type { Corruption } from './errors.ts';
import { flipped, put, records, remove, type Store } from './test/records.ts';
import { type Disk, newDisk, storageOn, stored, thing, things } from './test/setup.ts';

const DOCUMENTS = 160;
/** The rest are edits with a block each: more than one segment of the ring has keys for. */
const PAGE = 30;

/** A log with pages, single edits, a snapshot, and a tail that no snapshot includes; keys in two segments. */
async function lived(): Promise<Disk> {
  const disk = newDisk();
  const storage = storageOn(disk);
  const instance = await things(storage);
  const engine = await storage.engineOf('bank');
  const save = (numbers: number[]) =>
    instance.bulkWrite(
      numbers.map((number) => ({ document: stored(thing(number)) })),
      'pull',
    );
  await save(Array.from({ length: PAGE }, (_, number) => number));
  await engine.maintain();
  for (let number = PAGE; number < DOCUMENTS; number += 1) await save([number]);
  await engine.flush();
  await instance.close();
  return disk;
}

type Image = Record<Store, Map<number, Uint8Array>>;
const STORES: Store[] = ['blocks', 'ring', 'root'];

async function imageOf(disk: Disk): Promise<Image> {
  const [blocks, ring, root] = [
    await records(disk, 'blocks'),
    await records(disk, 'ring'),
    await records(disk, 'root'),
  ];
  return { blocks, ring, root };
}

/** Lays the disk as it was, save for what has changed since. */
async function restore(disk: Disk, image: Image): Promise<void> {
  for (const store of STORES) {
    for (const key of (await records(disk, store)).keys())
      if (!image[store].has(key)) await remove(disk, store, key);
    for (const [key, value] of image[store]) await put(disk, store, key, value);
  }
}

/** Every document is there as it was written, or is missing and the sync layer knows that it has to compare. */
async function survivors(disk: Disk): Promise<{ found: number; corruptions: Corruption[] }> {
  const corruptions: Corruption[] = [];
  const instance = await things(storageOn(disk, { corruptions }));
  const ids = Array.from({ length: DOCUMENTS }, (_, number) => thing(number).id);
  const found = new Map((await instance.findDocumentsById(ids, true)).map((row) => [row.id, row]));
  const lost = new Set(corruptions.flatMap((corruption) => corruption.lost.map(({ id }) => id)));
  const isComplete = corruptions.every(({ complete }) => complete);
  for (const [number, id] of ids.entries()) {
    const row = found.get(id);
    if (row !== undefined) expect(row).toMatchObject(thing(number));
    else expect(lost.has(id) || !isComplete, `${id} is missed`).toBe(true);
  }
  // It takes writes as ever, and the next start is clean.
  const missing = [...ids.entries()].filter(([, id]) => !found.has(id));
  const again = missing.map(([number]) => ({ document: stored(thing(number)) }));
  expect((await instance.bulkWrite(again, 'pull')).error).toEqual([]);
  await instance.close();
  const healed: Corruption[] = [];
  const next = await things(storageOn(disk, { corruptions: healed }));
  expect(await next.findDocumentsById(ids, true)).toHaveLength(DOCUMENTS);
  expect(healed).toEqual([]);
  await next.close();
  return { found: found.size, corruptions };
}

const inflictions: Record<string, (record: Uint8Array, other: Uint8Array) => unknown> = {
  'a flipped first byte': (record) => flipped(record, 0),
  'a flipped byte': (record) => flipped(record, record.length >> 1),
  'a flipped last byte': (record) => flipped(record, record.length - 1),
  'half of it': (record) => record.slice(0, record.length >> 1),
  'another record': (_, other) => other,
  'something else': () => 'no bytes at all',
  nothing: () => undefined,
};

describe('whatever happens to one record, nothing is misread and nothing is missed', () => {
  for (const store of ['blocks', 'ring'] as const)
    for (const [what, inflict] of Object.entries(inflictions))
      it(`${store}: ${what} in its place`, async () => {
        const disk = await lived();
        const image = await imageOf(disk);
        const all = [...image[store]];
        expect(all.length).toBeGreaterThan(1);
        // Every ring segment, and blocks of all kinds: data, pages of the snapshot, its manifest, edits.
        const step = store === 'ring' ? 1 : 17;
        for (let at = 0; at < all.length; at += step) {
          const [key, record] = all[at] ?? [0, new Uint8Array()];
          const [, other] = all[(at + 1) % all.length] ?? [0, new Uint8Array()];
          const value = inflict(record, other);
          if (value === undefined) await remove(disk, store, key);
          else await put(disk, store, key, value);
          await survivors(disk);
          await restore(disk, image);
        }
      }, 60_000);

  for (const [what, inflict] of Object.entries(inflictions))
    it(`root: ${what} in place of one copy costs nothing, of both the replica`, async () => {
      const disk = await lived();
      const image = await imageOf(disk);
      const [copy = new Uint8Array()] = image.root.values();
      const [other = new Uint8Array()] = image.ring.values();
      const value = inflict(copy, other);
      const spoil = (key: number) =>
        value === undefined ? remove(disk, 'root', key) : put(disk, 'root', key, value);
      for (const key of [0, 1]) {
        await spoil(key);
        expect(await survivors(disk)).toEqual({ found: DOCUMENTS, corruptions: [] });
        await restore(disk, image);
      }
      await spoil(0);
      await spoil(1);
      await expect(things(storageOn(disk))).rejects.toMatchObject({ code: 'ring_unreadable' });
    });
});
