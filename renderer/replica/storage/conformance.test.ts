import { IDBFactory as FakeFactory } from 'fake-indexeddb';
import { prepareQuery } from 'rxdb/plugins/core';
import { describe, expect, it } from 'vitest';
import { memoryKeysByName } from './keys.ts';
import { getEncryptedStorage } from './storage.ts';
import { newDisk, schema, storageOn, stored, thing, things } from './test/setup.ts';

/** What RxDB asks of a storage and random operations beside its memory storage do not reach. */

async function filled() {
  const instance = await things(storageOn(newDisk()));
  const documents = [0, 1, 2, 3].map((number) => ({ document: stored(thing(number)) }));
  await instance.bulkWrite(documents, 'pull');
  const ask = (query: object) =>
    prepareQuery(schema, { sort: [{ id: 'asc' }], selector: {}, ...query } as never);
  return { instance, ask };
}

describe('queries as RxDB means them', () => {
  it('one that names neither skip nor limit asks for everything', async () => {
    const { instance, ask } = await filled();
    expect((await instance.query(ask({}))).documents).toHaveLength(4);
    expect((await instance.count(ask({}))).count).toBe(4);
  });

  it('of several fields in one part of a sort the first counts', async () => {
    const { instance, ask } = await filled();
    const first = ask({ sort: [{ branch: 'desc', amount: 'desc' }, { id: 'asc' }] });
    const alone = ask({ sort: [{ branch: 'desc' }, { id: 'asc' }] });
    expect(await instance.query(first)).toEqual(await instance.query(alone));
  });

  it('an indexed field that shall equal an empty object matches no text', async () => {
    const { instance, ask } = await filled();
    expect((await instance.query(ask({ selector: { name: {} } }))).documents).toEqual([]);
    expect((await instance.count(ask({ selector: { name: {} } }))).count).toBe(0);
  });
});

describe('the end of an instance', () => {
  it('closing twice is no error, removing after closing is a bare one', async () => {
    const { instance } = await filled();
    await Promise.all([instance.close(), instance.close()]);
    const error: unknown = await instance.remove().catch((caught: unknown) => caught);
    expect((error as Error).constructor).toBe(Error);
    expect(error).toMatchObject({ code: 'closed' });
  });

  it('removed is gone, for the same name too, and may be closed', async () => {
    const disk = newDisk();
    const instance = await things(storageOn(disk));
    await instance.bulkWrite([{ document: stored(thing(1)) }], 'pull');
    await instance.remove();
    await instance.close();
    expect(await disk.indexedDB.databases()).toEqual([]);
    const again = await things(storageOn(disk));
    expect(await again.findDocumentsById([thing(1).id], true)).toEqual([]);
    await again.close();
  });
});

describe('the factory', () => {
  it('takes IndexedDB, crypto and keys, so that each storage made of the same ones holds the same', async () => {
    const indexedDB = new FakeFactory() as IDBFactory;
    const keys = memoryKeysByName(crypto);
    const create = () => getEncryptedStorage({ indexedDB, crypto, keys });
    const first = await things(create());
    await first.bulkWrite([{ document: stored(thing(5)) }], 'pull');
    await first.close();
    const second = await things(create());
    expect(await second.findDocumentsById([thing(5).id], true)).toHaveLength(1);
    await second.close();
  });
});
