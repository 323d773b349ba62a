import { type Bytes, concat, Reader, u32s, utf8 } from '../bytes.ts';
import { StorageError } from '../errors.ts';
import type { MasterKey, MasterKeys } from '../keys.ts';
import { imported, unwrap, wrap } from './cipher.ts';
import { decodeRoot, encodeRoot, type Root } from './root.ts';
import type { Vault, VaultChange } from './vault.ts';

/** Keys per segment: a commit rewrites one segment of 4.6 KB, whatever the size of the replica. */
const SEGMENT = 128;
const KEY = 32;
const segmentOf = (number: number) => Math.floor(number / SEGMENT);
const ROOT = utf8.encoder.encode('branchline root');

/**
 * The key of every block. Segments of keys lie encrypted under a key each, these in the root, the root under the
 * master key. So a commit writes one segment, and destroying keys writes the segments that held them and the root.
 *
 * A segment that loses a key gets a new key itself, and {@link RingChange.renew} a new master key: what LevelDB
 * keeps of older versions can then no longer be opened by anything that is left.
 */
export class KeyRing {
  readonly root: Root;
  readonly keys: Map<number, Bytes>;
  /** Segments that could not be read: the blocks in them are lost. */
  readonly unreadable: number[];
  #master: MasterKey;
  readonly #crypto: Crypto;

  constructor(crypto: Crypto, master: MasterKey, root: Root, keys: Map<number, Bytes>, unreadable: number[]) {
    this.#crypto = crypto;
    this.#master = master;
    this.root = root;
    this.keys = keys;
    this.unreadable = unreadable;
  }

  /** What a commit has to write, and `apply` for when it is durable. Callers run one commit at a time. */
  async prepare(change: RingChange, keys: MasterKeys): Promise<PreparedRing> {
    const dropped = new Set(change.dropped);
    const added = new Map(change.added.map(({ number, key }) => [number, key]));
    const root: Root = { ...this.root, ...change.root, segments: new Map(this.root.segments) };
    for (const number of added.keys()) root.nextBlock = Math.max(root.nextBlock, number + 1);
    const rotated = new Set(change.dropped.map(segmentOf));
    const touched = new Set([...rotated, ...[...added.keys()].map(segmentOf)]);
    let rootChanged = change.root !== undefined || change.renew === true;
    const ring: VaultChange['ring'][number][] = [];
    for (const segment of touched) {
      const members: [number, Bytes][] = [];
      for (let number = segment * SEGMENT; number < (segment + 1) * SEGMENT; number += 1) {
        const key = dropped.has(number) ? undefined : (added.get(number) ?? this.keys.get(number));
        if (key !== undefined) members.push([number, key]);
      }
      if (members.length === 0) {
        rootChanged = root.segments.delete(segment) || rootChanged;
        ring.push({ segment, record: null });
        continue;
      }
      let key = root.segments.get(segment);
      if (key === undefined || rotated.has(segment)) {
        key = this.#crypto.getRandomValues(new Uint8Array(KEY));
        root.segments.set(segment, key);
        rootChanged = true;
      }
      ring.push({ segment, record: await this.#wrapSegment(root, segment, key, members) });
    }
    const master = change.renew === true ? await keys.renew() : this.#master;
    return {
      ring,
      ...(rootChanged ? { root: await wrap(this.#crypto, master.key, ROOT, encodeRoot(root)) } : {}),
      apply: () => {
        for (const { number, key } of change.added) this.keys.set(number, key);
        for (const number of change.dropped) this.keys.delete(number);
        Object.assign(this.root, root);
        this.#master = master;
      },
      ...(change.renew === true ? { master: master.id } : {}),
    };
  }

  async #wrapSegment(root: Root, segment: number, key: Bytes, members: [number, Bytes][]): Promise<Bytes> {
    const plain = concat(members.flatMap(([number, blockKey]) => [u32s(number), blockKey]));
    return await wrap(
      this.#crypto,
      await imported(this.#crypto, key, 'encrypt'),
      purposeOf(root.database, segment),
      plain,
    );
  }
}

export interface RingChange {
  added: readonly { number: number; key: Bytes }[];
  dropped: readonly number[];
  root?: Partial<Omit<Root, 'database' | 'segments' | 'nextBlock'>>;
  /** Put the ring under a new master key. */
  renew?: boolean;
}

export interface PreparedRing {
  ring: VaultChange['ring'];
  root?: Bytes;
  /** The new master key's id: to be settled once the commit is durable. */
  master?: string;
  apply(): void;
}

/** Opens the ring, or makes the first one. Throws `locked` without a key, `ring_unreadable` where none fits. */
export async function openRing(crypto: Crypto, vault: Vault, keys: MasterKeys): Promise<KeyRing> {
  const stored = (await vault.readRoots()).filter((root) => root !== undefined);
  if (stored.length === 0) {
    // Keys without a root: what was here is lost, and whoever keeps unsent edits has to hear of it.
    if ((await vault.readRing()).size > 0) throw new StorageError('ring_unreadable');
    return await createRing(crypto, vault, keys);
  }
  const masters = await keys.open();
  if (masters.length === 0) throw new StorageError('locked');
  for (const master of masters) {
    for (const record of stored) {
      const plain = await unwrap(crypto, master.key, ROOT, record);
      if (plain === null) continue;
      const root = decodeRoot(plain);
      // The other key belongs to a change that a crash cut short, before or after the commit.
      if (masters.length > 1) await keys.settle(master.id);
      const { found, unreadable } = await openSegments(crypto, vault, root);
      root.nextBlock = Math.max(root.nextBlock, ...[...found.keys()].map((number) => number + 1));
      return new KeyRing(crypto, master, root, found, unreadable);
    }
  }
  throw new StorageError('ring_unreadable');
}

async function createRing(crypto: Crypto, vault: Vault, keys: MasterKeys): Promise<KeyRing> {
  const held = await keys.open();
  const master = held[0] ?? (await keys.renew());
  const root: Root = {
    database: crypto.getRandomValues(new Uint8Array(16)),
    nextBlock: 1,
    nextCollection: 1,
    collections: [],
    segments: new Map(),
    manifest: 0,
  };
  const record = await wrap(crypto, master.key, ROOT, encodeRoot(root));
  await vault.commit({ blocks: [], dropped: [], ring: [], root: record }, 'strict');
  await keys.settle(master.id);
  return new KeyRing(crypto, master, root, new Map(), []);
}

async function openSegments(crypto: Crypto, vault: Vault, root: Root) {
  const records = await vault.readRing();
  const found = new Map<number, Bytes>();
  const unreadable: number[] = [];
  await Promise.all(
    [...root.segments].map(async ([segment, key]) => {
      const record = records.get(segment);
      const plain =
        record === undefined
          ? null
          : await unwrap(
              crypto,
              await imported(crypto, key, 'decrypt'),
              purposeOf(root.database, segment),
              record,
            );
      if (plain === null) {
        unreadable.push(segment);
        return;
      }
      const reader = new Reader(plain);
      while (reader.at < plain.length) {
        const number = reader.u32();
        found.set(number, reader.take(KEY).slice());
      }
    }),
  );
  return { found, unreadable };
}

function purposeOf(database: Bytes, segment: number): Bytes {
  return concat([database, utf8.encoder.encode('ring'), u32s(segment)]);
}

/** The numbers of the blocks whose keys lie in a segment. */
export function segmentBlocks(segment: number): number[] {
  return Array.from({ length: SEGMENT }, (_, index) => segment * SEGMENT + index);
}
