import { normalizeMangoQuery, prepareQuery, type RxDocumentData } from 'rxdb/plugins/core';
import { describe, expect, it } from 'vitest';
import type { Corruption } from './errors.ts';
import { Killer, mortalDisk } from './test/cut.ts';
import { flipped, put, records, remove } from './test/records.ts';
import { type Disk, newDisk, schema, storageOn, stored, type Thing, thing, things } from './test/setup.ts';

const PAGES = 6;
const PER_PAGE = 50;
const TOTAL = PAGES * PER_PAGE;

/** Six blocks of fifty documents, then an index snapshot. */
async function filled(options: { snapshot: boolean }): Promise<Disk> {
  const disk = newDisk();
  // One that dies without closing must not be met again by what opens the disk next.
  const indexedDB = options.snapshot ? disk.indexedDB : mortalDisk(disk.indexedDB, new Killer(0));
  const storage = storageOn({ ...disk, indexedDB });
  const instance = await things(storage);
  for (let page = 0; page < PAGES; page += 1) {
    const list = Array.from({ length: PER_PAGE }, (_, index) => thing(page * PER_PAGE + index));
    await instance.bulkWrite(
      list.map((item) => ({ document: stored(item) })),
      'pull',
    );
  }
  if (options.snapshot) await instance.close();
  return disk;
}

/** Block numbers by what they hold: data blocks come first, pages and manifest after. */
const dataBlocks = async (disk: Disk) =>
  [...(await records(disk, 'blocks')).keys()].sort((a, b) => a - b).slice(0, PAGES);

async function reopened(disk: Disk) {
  const corruptions: Corruption[] = [];
  const storage = storageOn(disk, { corruptions });
  const instance = await things(storage);
  const query = prepareQuery<RxDocumentData<Thing>>(
    schema,
    normalizeMangoQuery(schema, { selector: {} } as never),
  );
  const { documents } = await instance.query(query);
  return { corruptions, documents, instance, storage };
}

const damage: Record<string, (disk: Disk, block: number, other: number) => Promise<void>> = {
  'a flipped bit': async (disk, block) =>
    put(disk, 'blocks', block, flipped((await records(disk, 'blocks')).get(block) ?? new Uint8Array(), 200)),
  'a flipped header': async (disk, block) =>
    put(disk, 'blocks', block, flipped((await records(disk, 'blocks')).get(block) ?? new Uint8Array(), 1)),
  'another cipher suite': async (disk, block) =>
    put(disk, 'blocks', block, flipped((await records(disk, 'blocks')).get(block) ?? new Uint8Array(), 0)),
  'a cut end': async (disk, block) =>
    put(
      disk,
      'blocks',
      block,
      ((await records(disk, 'blocks')).get(block) ?? new Uint8Array()).slice(0, -20),
    ),
  'an empty record': async (disk, block) => put(disk, 'blocks', block, new Uint8Array()),
  'something else altogether': async (disk, block) => put(disk, 'blocks', block, { not: 'bytes' }),
  'no record': async (disk, block) => remove(disk, 'blocks', block),
  'another block in its place': async (disk, block, other) =>
    put(disk, 'blocks', block, (await records(disk, 'blocks')).get(other)),
};

describe('a bad block costs its own documents and nothing else', () => {
  for (const [what, inflict] of Object.entries(damage))
    it(`${what}: quarantined, its documents named, the rest readable`, async () => {
      const disk = await filled({ snapshot: true });
      const [first = 0, second = 0] = await dataBlocks(disk);
      await inflict(disk, second, first);
      const { corruptions, documents, instance } = await reopened(disk);
      expect(documents).toHaveLength(TOTAL - PER_PAGE);
      expect(corruptions).toHaveLength(1);
      expect(corruptions[0]?.complete).toBe(true);
      expect(corruptions[0]?.lost.map(({ id }) => id).sort()).toEqual(
        Array.from({ length: PER_PAGE }, (_, index) => thing(PER_PAGE + index).id),
      );
      // Fetched again from the server, they are as good as new.
      const again = Array.from({ length: PER_PAGE }, (_, index) => ({
        document: stored(thing(PER_PAGE + index)),
      }));
      expect((await instance.bulkWrite(again, 'pull')).error).toEqual([]);
      await instance.close();
      const healed = await reopened(disk);
      expect(healed.corruptions).toEqual([]);
      expect(healed.documents).toHaveLength(TOTAL);
      await healed.instance.close();
    });

  it('a bad block that no snapshot speaks of is reported as such', async () => {
    const disk = await filled({ snapshot: false });
    const [first = 0] = await dataBlocks(disk);
    await remove(disk, 'blocks', first);
    const { corruptions, documents } = await reopened(disk);
    expect(documents).toHaveLength(TOTAL - PER_PAGE);
    expect(corruptions.map(({ complete }) => complete)).toEqual([false]);
  });

  it('an error names no document', async () => {
    const disk = await filled({ snapshot: true });
    const [first = 0] = await dataBlocks(disk);
    await remove(disk, 'blocks', first);
    const { corruptions } = await reopened(disk);
    expect(JSON.stringify(corruptions)).not.toContain('name ');
  });
});

describe('what only saves time costs only time', () => {
  it('a bad page of the snapshot is replaced by a replay of the log', async () => {
    const disk = await filled({ snapshot: true });
    const all = [...(await records(disk, 'blocks')).keys()].sort((a, b) => a - b);
    for (const page of all.slice(PAGES)) {
      const copy = await filled({ snapshot: true });
      await put(
        copy,
        'blocks',
        page,
        flipped((await records(copy, 'blocks')).get(page) ?? new Uint8Array(), 40),
      );
      const { corruptions, documents, instance } = await reopened(copy);
      expect(documents).toHaveLength(TOTAL);
      expect(corruptions.flatMap(({ lost }) => lost)).toEqual([]);
      await instance.close();
    }
  });

  it('one bad copy of the root is made up for by the other', async () => {
    const disk = await filled({ snapshot: true });
    await put(disk, 'root', 0, new Uint8Array(5));
    expect((await reopened(disk)).documents).toHaveLength(TOTAL);
  });
});

describe('keys', () => {
  it('a segment of the ring that cannot be read costs its blocks, by name', async () => {
    const disk = await filled({ snapshot: true });
    const [segment = 0] = [...(await records(disk, 'ring')).keys()];
    await remove(disk, 'ring', segment);
    const { corruptions, documents, instance } = await reopened(disk);
    expect(documents).toHaveLength(0);
    expect(corruptions[0]?.complete).toBe(false);
    await instance.bulkWrite([{ document: stored(thing(1)) }], 'pull');
    await instance.close();
    const healed = await reopened(disk);
    expect(healed.corruptions).toEqual([]);
    expect(healed.documents).toHaveLength(1);
  });

  it('without a key the storage says locked, with the wrong one that the ring cannot be read', async () => {
    const disk = await filled({ snapshot: true });
    await expect(
      things(storageOn({ ...disk, keys: { ...disk.keys, open: async () => [] } })),
    ).rejects.toThrow('locked');
    const wrong = newDisk().keys;
    await wrong.renew();
    await expect(things(storageOn({ ...disk, keys: wrong }))).rejects.toThrow('ring_unreadable');
  });
});
