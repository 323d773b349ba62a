import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { makeBoxKeys, openBox } from '#shared/crypto/sealed-box.ts';
import { escrowContext } from '#shared/protocol/device.ts';
import { storageOn, stored, thing, things } from '../storage/test/setup.ts';
import { createMemberKeys, type KeyHolder, type MemberKeysOptions } from './member-keys.ts';
import type { Slot, SlotStore } from './slots.ts';

const deviceId = '01890000-0000-7000-8000-0000000000d1';
const scopeId = 'shared:branch';
const server = await makeBoxKeys(false);

class PowerCut extends Error {}

/** Two slots that survive; a power cut before the n-th write from now ends whoever writes. */
function slots() {
  const held = new Map<Slot, string>();
  let left = Number.POSITIVE_INFINITY;
  const store: SlotStore = {
    read: async (slot) => held.get(slot) ?? null,
    async write(slot, content) {
      left -= 1;
      if (left < 0) throw new PowerCut();
      if (content === null) held.delete(slot);
      else held.set(slot, content);
    },
  };
  return {
    held,
    store,
    cutAfter(writes: number) {
      left = writes;
    },
    power() {
      left = Number.POSITIVE_INFINITY;
    },
  };
}

async function person(userId: string, more: Partial<KeyHolder> = {}): Promise<KeyHolder> {
  return {
    userId,
    ...(await makeBoxKeys(false)),
    seal: server.publicKey,
    release: async () => null,
    ...more,
  };
}

/** The server lets this one in. */
const helped = (escrow: string) => openBox(server.privateKey, escrow, escrowContext(deviceId, scopeId));

const noOne = async () => new Set<string>();

const keysFor = (store: SlotStore, holder: KeyHolder, more: Partial<MemberKeysOptions> = {}) =>
  createMemberKeys({ store, deviceId, scopeId, holder, revoked: noOne, ...more });

const idsOf = async (keys: ReturnType<typeof keysFor>) => (await keys.open()).map(({ id }) => id);

/** A log that has been opened for the first time. */
async function begun(store: SlotStore, holder: KeyHolder) {
  const keys = keysFor(store, holder);
  const { id } = await keys.renew();
  await keys.settle(id);
  return { keys, id };
}

describe('a master key', () => {
  it('opens for its member, and for nobody else', async () => {
    const { store } = slots();
    const a = await person('a');
    const { id } = await begun(store, a);
    expect(await idsOf(keysFor(store, a))).toEqual([id]);
    expect(await idsOf(keysFor(store, await person('b')))).toEqual([]);
    expect(await idsOf(keysFor(store, { ...a, ...(await makeBoxKeys(false)) }))).toEqual([]);
  });

  it('opens for whom the server helps, who then needs no help', async () => {
    const { store } = slots();
    const { id } = await begun(store, await person('a'));
    const b = await person('b', { release: helped });
    expect(await idsOf(keysFor(store, b))).toEqual([id]);
    const alone = { ...b, release: () => Promise.reject(new Error('asked')) };
    expect(await idsOf(keysFor(store, alone))).toEqual([id]);
  });

  it('is not given up for a server that cannot be asked', async () => {
    const { store, held } = slots();
    await begun(store, await person('a'));
    const before = new Map(held);
    const cut = new Error('offline');
    const b = await person('b', { release: () => Promise.reject(cut) });
    await expect(keysFor(store, b).open()).rejects.toBe(cut);
    expect(held).toEqual(before);
  });

  it('is not taken from a server that answers with another one', async () => {
    const { store } = slots();
    await begun(store, await person('a'));
    const liar = await person('b', { release: async () => new Uint8Array(32) });
    expect(await idsOf(keysFor(store, liar))).toEqual([]);
  });

  it('passes to a colleague while it is open, without server or box', async () => {
    const { store } = slots();
    const a = await person('a');
    const b = await person('b');
    const { keys, id } = await begun(store, a);
    await keys.admit(b);
    expect(await idsOf(keysFor(store, b))).toEqual([id]);
    expect(await idsOf(keysFor(store, a))).toEqual([id]);
  });

  it('is renewed for all members', async () => {
    const { store, held } = slots();
    const [a, b] = [await person('a'), await person('b')];
    const { keys, id } = await begun(store, a);
    await keys.admit(b);
    const next = await keys.renew();
    expect((await idsOf(keys)).sort()).toEqual([id, next.id].sort());
    await keys.settle(next.id);
    expect(held.size).toBe(1);
    for (const one of [a, b]) expect(await idsOf(keysFor(store, one))).toEqual([next.id]);
  });

  it('is not renewed for somebody who was written into the list from outside', async () => {
    const { store, held } = slots();
    const [a, thief] = [await person('a'), await person('thief')];
    const { keys, id } = await begun(store, a);
    await keys.admit(thief);
    const listed = JSON.parse([...held.values()][0] ?? '');
    // The entry with the thief's own key in the place of the one that the log's keeper vouched for.
    const other = await makeBoxKeys(false);
    listed.members = listed.members.map((member: { userId: string }) =>
      member.userId === 'thief' ? { ...member, publicKey: other.publicKey } : member,
    );
    const { encodeSlot } = await import('./slots.ts');
    const [slot] = [...held.keys()];
    const { format, checksum, ...content } = listed;
    await store.write(slot ?? 0, await encodeSlot(content));
    const again = keysFor(store, a);
    expect(await idsOf(again)).toEqual([id]);
    const next = await again.renew();
    await again.settle(next.id);
    expect(await idsOf(keysFor(store, { ...thief, ...other }))).toEqual([]);
  });

  it('is renewed without somebody whose access has ended, and is due until then', async () => {
    const { store } = slots();
    const [a, b] = [await person('a'), await person('b')];
    const { keys } = await begun(store, a);
    await keys.admit(b);
    const ended = { revoked: async () => new Set(['b']) };
    const later = keysFor(store, a, ended);
    await later.open();
    expect(await later.renewalDue()).toBe(true);
    await later.settle((await later.renew()).id);
    expect(await later.renewalDue()).toBe(false);
    expect(await idsOf(keysFor(store, b))).toEqual([]);
  });

  it('stays due for renewal when somebody new comes first', async () => {
    const { store } = slots();
    const [a, b] = [await person('a'), await person('b', { release: helped })];
    await begun(store, a);
    const keys = keysFor(store, b, { revoked: async () => new Set(['a']) });
    await keys.open();
    expect(await keys.renewalDue()).toBe(true);
    await keys.settle((await keys.renew()).id);
    expect(await idsOf(keysFor(store, a))).toEqual([]);
    expect(await idsOf(keysFor(store, { ...b, release: async () => null }))).toHaveLength(1);
  });

  it('is due for renewal when somebody has left, and nobody is left when the last one goes', async () => {
    const { store } = slots();
    const [a, b] = [await person('a'), await person('b')];
    const { keys } = await begun(store, a);
    await keys.admit(b);
    expect(await keys.leave('c')).toBeUndefined();
    expect(await keys.leave('b')).toBe(1);
    expect(await keys.renewalDue()).toBe(true);
    expect(await idsOf(keysFor(store, b))).toEqual([]);
    expect(await keys.leave('a')).toBe(0);
  });

  it('lies in no slot in clear', async () => {
    const { store, held } = slots();
    const { keys } = await begun(store, await person('a'));
    const escrow = JSON.parse([...held.values()][0] ?? '').escrow.box;
    const raw = await helped(escrow);
    const { base64Of } = await import('#shared/crypto/base64.ts');
    expect([...held.values()].join()).not.toContain(base64Of(raw));
    keys.close();
  });

  it('is put in escrow with a server that has other keys now', async () => {
    const { store } = slots();
    const a = await person('a');
    const { id } = await begun(store, a);
    const moved = await makeBoxKeys(false);
    await keysFor(store, { ...a, seal: moved.publicKey }).open();
    const b = await person('b', {
      seal: moved.publicKey,
      release: (escrow) => openBox(moved.privateKey, escrow, escrowContext(deviceId, scopeId)),
    });
    expect(await idsOf(keysFor(store, b))).toEqual([id]);
  });

  it('takes the place of one that nobody can open any more', async () => {
    const { store, held } = slots();
    await begun(store, await person('gone'));
    const a = await person('a');
    const keys = keysFor(store, a);
    expect(await keys.open()).toEqual([]);
    await keys.settle((await keys.renew()).id);
    expect(held.size).toBe(1);
    expect(await keysFor(store, a).open()).toHaveLength(1);
  });
});

describe('a power cut', () => {
  it('before any write of a slot costs nobody the way in', async () => {
    const changes: Record<string, (keys: ReturnType<typeof keysFor>, next: KeyHolder) => Promise<unknown>> = {
      admission: (keys, next) => keys.admit(next),
      leaving: (keys) => keys.leave('b'),
      renewal: async (keys) => keys.renew(),
    };
    for (const [name, change] of Object.entries(changes)) {
      for (let writes = 0; ; writes += 1) {
        const { store, held, cutAfter, power } = slots();
        const [a, b, c] = [await person('a'), await person('b'), await person('c')];
        const { keys, id } = await begun(store, a);
        await keys.admit(b);
        cutAfter(writes);
        const ended = await change(keys, c).then(
          () => true,
          (error: unknown) => {
            expect(error).toBeInstanceOf(PowerCut);
            return false;
          },
        );
        power();
        const again = keysFor(store, a);
        expect(await idsOf(again), `${name}, after ${writes} writes`).toContain(id);
        await again.settle(id);
        expect(held.size).toBe(1);
        expect(await idsOf(keysFor(store, a))).toEqual([id]);
        if (ended) break;
      }
    }
  });

  it('at any step of erasing leaves a replica that opens, under one key', async () => {
    for (let writes = 0; ; writes += 1) {
      const { store, held, cutAfter, power } = slots();
      const holder = await person('a');
      const indexedDB = new IDBFactory();
      const open = () => storageOn({ indexedDB, keys: keysFor(store, holder) });
      const storage = open();
      const instance = await things(storage);
      await instance.bulkWrite([{ document: stored(thing(1, { customerId: 'gone' })) }], 'edit');
      await instance.bulkWrite([{ document: stored(thing(2, { customerId: 'kept' })) }], 'edit');
      cutAfter(writes);
      const ended = await (await storage.engineOf('bank')).erase({ owners: ['gone'] }).then(
        () => true,
        () => false,
      );
      await instance.close().catch(() => undefined);
      power();
      const later = await things(open());
      const kept = await later.findDocumentsById([thing(2).id], false);
      expect(kept).toHaveLength(1);
      expect(held.size).toBe(1);
      await later.close();
      if (ended) break;
      expect(writes).toBeLessThan(10);
    }
  });

  it('in the middle of a write leaves a slot that counts as never written', async () => {
    const { store, held } = slots();
    const a = await person('a');
    const { keys, id } = await begun(store, a);
    const [present] = [...held.keys()];
    await keys.renew();
    for (const [slot, text] of held) if (slot !== present) held.set(slot, text.slice(0, 200));
    expect(await idsOf(keysFor(store, a))).toEqual([id]);
  });
});
