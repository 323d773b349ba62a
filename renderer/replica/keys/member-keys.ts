import type { Bytes } from '#shared/crypto/base64.ts';
import type { Key } from '#shared/crypto/key.ts';
import { openBox, SealedBoxError, sealTo } from '#shared/crypto/sealed-box.ts';
import { escrowContext } from '#shared/protocol/device.ts';
import { createMutex } from '../mutex.ts';
import { type MasterKey, type MasterKeys, masterKeyOf } from '../storage/keys.ts';
import { macOf } from './mac.ts';
import {
  decodeSlot,
  encodeSlot,
  leaveSlots,
  type Member,
  readSlots,
  replaceSlot,
  SLOTS,
  type SlotContent,
  type SlotStore,
} from './slots.ts';

/** Members beyond it are left out at the next renewal, the longest absent first: a secret has a size. */
const MOST_MEMBERS = 64;
const KEY = 32;

/** Somebody who opens a log: with an own key, or with the server's help. */
export interface KeyHolder {
  userId: string;
  /** The wrapping pair of this user on this device. */
  publicKey: string;
  privateKey: Key;
  /** The server's key for escrows. */
  seal: string;
  /**
   * Has the server open an escrow; `null` when it refuses. Throws when it cannot be asked: a log is not to be given
   * up for a cut line.
   */
  release(escrow: string): Promise<Bytes | null>;
}

export interface MemberKeysOptions {
  store: SlotStore;
  deviceId: string;
  scopeId: string;
  holder: KeyHolder;
  /** Users of this device whose access the server has ended. */
  revoked(): Promise<ReadonlySet<string>>;
}

/** The master keys of one log, wrapped for each of its members and, for the server, in an escrow. */
export interface MemberKeys extends Required<MasterKeys> {
  /** Puts another holder in the place of the present one, who stays a member. For a log that is open. */
  admit(holder: KeyHolder): Promise<void>;
  /** See {@link leaveSlots}. */
  leave(userId: string): Promise<number | undefined>;
  /** Forgets the keys. */
  close(): void;
}

/**
 * Two checksummed slots. Every change writes the free one first and clears the other after it: a new key
 * (`renew`, the ring's commit, `settle`) as well as a new list of members for the same key. So a crash leaves a slot
 * too many, never one too few. The raw keys stay in this closure, to wrap them for those who come later.
 */
export function createMemberKeys(options: MemberKeysOptions): MemberKeys {
  const { store, deviceId, scopeId } = options;
  const oneByOne = createMutex();
  const raws = new Map<string, Bytes>();
  let holder = options.holder;

  /** The raw key of a slot: by the holder's own box, or by the escrow. */
  async function enter(content: SlotContent): Promise<Bytes | null> {
    const held = raws.get(content.id);
    if (held !== undefined) return held;
    const own = content.members.find(({ userId, publicKey }) => isHolder(userId, publicKey));
    const raw =
      (own === undefined ? null : await opened(own.box, content.id)) ??
      (await holder.release(content.escrow.box));
    if (raw === null || raw.length !== KEY) return null;
    if (!(await macOf(raw).holds(content.check, 'key', content.id))) return null;
    raws.set(content.id, raw);
    return raw;
  }

  async function opened(box: string, id: string): Promise<Bytes | null> {
    try {
      return await openBox(holder.privateKey, box, memberContext(deviceId, scopeId, id));
    } catch (error) {
      if (error instanceof SealedBoxError) return null;
      throw error;
    }
  }

  const isHolder = (userId: string, publicKey: string) =>
    userId === holder.userId && publicKey === holder.publicKey;

  /** Who is to have a key: the members whose entries were made with `known`, without these, and the holder. */
  async function membersOf(
    content: SlotContent | undefined,
    known: Bytes | undefined,
    without: ReadonlySet<string>,
  ) {
    const list: Pick<Member, 'userId' | 'publicKey'>[] = [];
    for (const { userId, publicKey, mac } of content?.members ?? []) {
      if (known === undefined || content === undefined || userId === holder.userId || without.has(userId))
        continue;
      if (await macOf(known).holds(mac, 'member', content.id, userId, publicKey))
        list.push({ userId, publicKey });
    }
    return [...list, holder].slice(-MOST_MEMBERS);
  }

  async function seal(
    id: string,
    raw: Bytes,
    { edition, due }: Pick<SlotContent, 'edition' | 'due'>,
    members: readonly Pick<Member, 'userId' | 'publicKey'>[],
  ): Promise<SlotContent> {
    const { make } = macOf(raw);
    return {
      id,
      edition,
      due,
      check: await make('key', id),
      members: await Promise.all(
        members.map(async ({ userId, publicKey }) => ({
          userId,
          publicKey,
          box: await sealTo(publicKey, raw, memberContext(deviceId, scopeId, id)),
          mac: await make('member', id, userId, publicKey),
        })),
      ),
      escrow: {
        box: await sealTo(holder.seal, raw, escrowContext(deviceId, scopeId)),
        sealedTo: holder.seal,
      },
    };
  }

  /** Sees to it that the holder gets in alone next time, and that the present server could help. */
  async function enlist(): Promise<void> {
    const found = await readSlots(store);
    const [entry] = found;
    if (found.size !== 1 || entry === undefined) return;
    const [slot, content] = entry;
    const raw = raws.get(content.id);
    if (raw === undefined) return;
    const listed = content.members.some(({ userId, publicKey }) => isHolder(userId, publicKey));
    if (listed && content.escrow.sealedTo === holder.seal) return;
    // Somebody whose access has ended stays in the list until the renewal, which goes by it.
    const members = await membersOf(content, raw, new Set());
    const next = { edition: content.edition + 1, due: content.due };
    await replaceSlot(store, { slot, alone: true }, await seal(content.id, raw, next, members));
  }

  const keyOf = (id: string, raw: Bytes): Promise<MasterKey> => masterKeyOf(crypto, id, raw);

  return {
    open: () =>
      oneByOne(async () => {
        const keys: MasterKey[] = [];
        for (const content of (await readSlots(store)).values()) {
          const raw = await enter(content);
          if (raw !== null) keys.push(await keyOf(content.id, raw));
        }
        // Of two keys the storage knows which one counts; it says so by `settle`.
        await enlist();
        return keys;
      }),
    renewalDue: () =>
      oneByOne(async () => {
        const revoked = await options.revoked();
        return [...(await readSlots(store)).values()].some(
          ({ due, members }) =>
            due || members.some(({ userId }) => revoked.has(userId) && userId !== holder.userId),
        );
      }),
    renew: () =>
      oneByOne(async () => {
        const found = await readSlots(store);
        // A slot that nobody here can open belongs to a log that was given up; one that is open is the present key.
        const slot =
          SLOTS.find((one) => !found.has(one)) ?? SLOTS.find((one) => !raws.has(found.get(one)?.id ?? ''));
        if (slot === undefined) throw new Error('no free key slot');
        const present = [...found.values()].find(({ id }) => raws.has(id));
        const editions = [...found.values()].map(({ edition }) => edition);
        const raw = crypto.getRandomValues(new Uint8Array(KEY));
        const id = crypto.randomUUID();
        const members = await membersOf(present, present && raws.get(present.id), await options.revoked());
        const edition = Math.max(0, ...editions) + 1;
        await store.write(slot, await encodeSlot(await seal(id, raw, { edition, due: false }, members)));
        raws.set(id, raw);
        return await keyOf(id, raw);
      }),
    settle: (id) =>
      oneByOne(async () => {
        for (const slot of SLOTS) {
          const text = await store.read(slot);
          if (text !== null && (await decodeSlot(text))?.id !== id) await store.write(slot, null);
        }
        for (const [other, raw] of raws) {
          if (other === id) continue;
          raw.fill(0);
          raws.delete(other);
        }
        await enlist();
      }),
    admit: (next) =>
      oneByOne(async () => {
        holder = next;
        await enlist();
      }),
    leave: (userId) => oneByOne(() => leaveSlots(store, userId)),
    close() {
      for (const raw of raws.values()) raw.fill(0);
      raws.clear();
    },
  };
}

function memberContext(deviceId: string, scopeId: string, keyId: string): string {
  return `member key ${deviceId} ${scopeId} ${keyId}`;
}
