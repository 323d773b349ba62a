import { describe, expect, it } from 'vitest';
import { brokenStore, diskFull, failingDisk, plainAbort, type Weather } from './test/failing-disk.ts';
import { newDisk, storageOn, stored, thing, things } from './test/setup.ts';

async function onDisk(durability: 'strict' | 'relaxed') {
  const disk = newDisk();
  const weather: Weather = {};
  const indexedDB = failingDisk(disk.indexedDB, weather);
  const storage = storageOn({ ...disk, indexedDB }, { durabilityOf: () => durability, cacheBytes: 0 });
  const instance = await things(storage);
  await instance.bulkWrite([{ document: stored(thing(1)) }], 'test');
  const engine = await storage.engineOf('bank');
  await engine.flush();
  const save = (number: number) => instance.bulkWrite([{ document: stored(thing(number)) }], 'test');
  const has = async (number: number) =>
    (await instance.findDocumentsById([thing(number).id], false)).length === 1;
  return { disk, weather, storage, instance, engine, save, has };
}

const troubles = [
  ['a full disk', diskFull, 'quota'],
  ['a full disk that calls itself an abort', plainAbort, 'aborted'],
  ['a broken backing store', brokenStore, 'backing_store'],
] as const;

describe('an edit that cannot be stored', () => {
  for (const [what, error, code] of troubles)
    it(`${what}: is refused as ${code}, is not seen, and the next one may succeed`, async () => {
      const { weather, instance, save, has } = await onDisk('strict');
      weather.onCommit = error;
      await expect(save(2)).rejects.toMatchObject({ name: 'StorageError', code });
      expect([await has(1), await has(2)]).toEqual([true, false]);
      delete weather.onCommit;
      expect((await save(2)).error).toEqual([]);
      expect(await has(2)).toBe(true);
      await instance.close();
    });

  it('says nothing of the document', async () => {
    const { weather, instance } = await onDisk('strict');
    weather.onCommit = diskFull;
    const secret = thing(2, { name: 'Zhuge Liang' });
    const error = (await instance
      .bulkWrite([{ document: stored(secret) }], 'test')
      .catch((caught: unknown) => caught)) as Error;
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('Zhuge');
  });
});

describe('a page that cannot be stored', () => {
  for (const [what, error, code] of troubles)
    it(`${what}: is heard of when it shall be durable, and nothing later is taken`, async () => {
      const { disk, weather, engine, instance, save } = await onDisk('relaxed');
      weather.onCommit = error;
      await save(2);
      await expect(engine.flush()).rejects.toMatchObject({ code });
      delete weather.onCommit;
      await expect(save(3)).rejects.toMatchObject({ code: code === 'quota' ? 'quota' : 'failed' });
      await instance.close();
      // Opened anew, it holds what was stored before, and takes writes.
      const again = await things(storageOn(disk));
      const ids = [1, 2, 3].map((number) => thing(number).id);
      expect(await again.findDocumentsById(ids, true)).toHaveLength(1);
      expect((await again.bulkWrite([{ document: stored(thing(2)) }], 'test')).error).toEqual([]);
      await again.close();
    });
});

describe('a disk that is slow', () => {
  it('a flush waits for what was queued while the page before it was being stored', async () => {
    const { disk, weather, engine, instance } = await onDisk('relaxed');
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    weather.late = { until: held.promise, begun: begun.resolve };
    // Fills a block by itself, so that nothing waits beside it.
    const large = thing(1, { id: 'large', name: 'n'.repeat(60_000) });
    await instance.bulkWrite([{ document: stored(large) }], 'test');
    await begun.promise;
    await instance.bulkWrite([{ document: stored(thing(2)) }], 'test');
    delete weather.late;
    const flushed = engine.flush();
    held.resolve();
    await flushed;
    // What another process would find.
    const copy = failingDisk(disk.indexedDB, {});
    const after = await things(storageOn({ ...disk, indexedDB: copy }));
    expect(await after.findDocumentsById([thing(2).id], true)).toHaveLength(1);
  });
});

describe('a disk that cannot be read', () => {
  it('is told from a bad block: nothing is given up', async () => {
    const { disk, weather, instance, has } = await onDisk('strict');
    await instance.close();
    const corruptions: never[] = [];
    const indexedDB = failingDisk(disk.indexedDB, weather);
    const storage = storageOn({ ...disk, indexedDB }, { corruptions, cacheBytes: 0 });
    const again = await things(storage);
    weather.onRead = brokenStore;
    await expect(again.findDocumentsById([thing(1).id], true)).rejects.toMatchObject({
      code: 'backing_store',
    });
    delete weather.onRead;
    expect(await again.findDocumentsById([thing(1).id], true)).toHaveLength(1);
    expect(corruptions).toEqual([]);
    await again.close();
    await expect(has(1)).rejects.toMatchObject({ code: 'closed' });
  });

  it('is heard of at the start, and the start can be tried again', async () => {
    const { disk, weather, instance } = await onDisk('strict');
    await instance.close();
    const storage = storageOn({ ...disk, indexedDB: failingDisk(disk.indexedDB, weather) });
    weather.onOpen = brokenStore;
    await expect(things(storage)).rejects.toMatchObject({ code: 'backing_store' });
    delete weather.onOpen;
    weather.onRead = brokenStore;
    await expect(things(storage)).rejects.toMatchObject({ code: 'backing_store' });
    delete weather.onRead;
    const again = await things(storage);
    expect(await again.findDocumentsById([thing(1).id], true)).toHaveLength(1);
    await again.close();
  });
});
