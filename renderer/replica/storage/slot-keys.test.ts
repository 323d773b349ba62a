import { IDBFactory as FakeFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { type Bytes, concat } from './bytes.ts';
import { createSlotKeys, type KeyWrapper, type SlotStore } from './slot-keys.ts';
import { storageOn, stored, thing, things } from './test/setup.ts';

function slots() {
  const held: (Bytes | null)[] = [null, null];
  const store: SlotStore = {
    read: async (slot) => held[slot] ?? null,
    write: async (slot, content) => {
      held[slot] = content;
    },
  };
  return { held, store };
}

/** A wrapping that shows who wrapped; the real ones are the session's business. */
function wrapperOf(user: number): KeyWrapper {
  return {
    wrap: async (key) => concat([new Uint8Array([user]), key]),
    unwrap: async (wrapped) => (wrapped[0] === user ? wrapped.slice(1) : null),
  };
}

describe('master keys in two slots', () => {
  it('open with the wrapper that wrapped them, and with no other', async () => {
    const { store } = slots();
    await createSlotKeys(crypto, store, wrapperOf(1)).renew();
    expect(await createSlotKeys(crypto, store, wrapperOf(1)).open()).toHaveLength(1);
    expect(await createSlotKeys(crypto, store, wrapperOf(2)).open()).toEqual([]);
  });

  it('a torn write counts as never written, and its slot is used again', async () => {
    const { held, store } = slots();
    const keys = createSlotKeys(crypto, store, wrapperOf(1));
    const first = await keys.renew();
    await keys.renew();
    held[1] = held[1]?.slice(0, 40) ?? null;
    expect((await keys.open()).map(({ id }) => id)).toEqual([first.id]);
    const again = await keys.renew();
    await keys.settle(again.id);
    expect((await keys.open()).map(({ id }) => id)).toEqual([again.id]);
    expect(held.filter((slot) => slot !== null)).toHaveLength(1);
  });

  it('a replica opens after a change of key, in either slot, and leaves one', async () => {
    const { held, store } = slots();
    const keys = createSlotKeys(crypto, store, wrapperOf(1));
    const disk = { indexedDB: new FakeFactory() as IDBFactory, keys };
    for (let round = 0; round < 3; round += 1) {
      const storage = storageOn(disk);
      const instance = await things(storage);
      await instance.bulkWrite([{ document: stored(thing(round, { customerId: `c${round}` })) }], 'edit');
      await (await storage.engineOf('bank')).erase({ owners: [`c${round}`] });
      await instance.close();
      expect(held.filter((slot) => slot !== null)).toHaveLength(1);
    }
  });
});
