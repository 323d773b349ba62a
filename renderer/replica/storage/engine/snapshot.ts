import { type Bytes, concat, Reader, u32List, u32s } from '../bytes.ts';
import { ROW_PAGE } from '../index/rows.ts';
import { STRING_PAGE } from '../index/strings.ts';
import { blockKind, type Sealed, seal, unseal } from '../log/cipher.ts';
import type { EngineState } from './state.ts';

const pageKind = { strings: 1, rows: 2, order: 3 } as const;
/** Row numbers per page of a sorted index. */
const ORDER_PAGE = 15_000;
/** Pages read at a time. */
const BATCH = 64;

interface Page {
  kind: number;
  collection: number;
  /** Which index of the collection, for `order`. */
  index: number;
  page: number;
  /** Strings, rows or row numbers in the page. */
  length: number;
  block: number;
}

/** Where the index lies on disk, page by page, and which part of the log it includes. */
export interface SnapshotState {
  pages: Map<string, Page>;
  /** Bytes appended to the log when it was taken; -1: there is none. */
  takenAt: number;
}

export interface PreparedSnapshot {
  blocks: Sealed[];
  dropped: number[];
  manifest: number;
  apply(): void;
}

const keyOf = ({ kind, collection, index, page }: Omit<Page, 'block' | 'length'>) =>
  `${kind}.${collection}.${index}.${page}`;

/**
 * The pages that changed since the last snapshot, each under a key of its own, and a manifest of all of them.
 * Nothing may be written meanwhile, and everything appended has to be stored: the manifest claims so.

 */
export async function prepareSnapshot(state: EngineState, written: number): Promise<PreparedSnapshot> {
  const pages = new Map<string, Page>();
  const contents: { page: Page; plain: Bytes }[] = [];

  function page(at: Omit<Page, 'block'>, changed: boolean, plain: () => Bytes): void {
    const kept = state.snapshot.pages.get(keyOf(at));
    if (kept !== undefined && !changed) pages.set(keyOf(at), kept);
    else {
      const fresh = { ...at, block: state.numberBlock() };
      pages.set(keyOf(at), fresh);
      contents.push({ page: fresh, plain: plain() });
    }
  }

  const { strings } = state;
  for (let index = 0; index * STRING_PAGE < strings.count; index += 1) {
    const length = Math.min(STRING_PAGE, strings.count - index * STRING_PAGE);
    const at = { kind: pageKind.strings, collection: 0, index: 0, page: index, length };
    page(at, strings.dirty.has(index), () => {
      const { ends, bytes } = strings.page(index);
      return concat([new Uint8Array(ends.buffer, 0, ends.byteLength), bytes]);
    });
  }
  for (const [collection, { rows, indexes }] of state.collections) {
    for (let number = 0; number * ROW_PAGE < rows.count; number += 1) {
      const length = Math.min(ROW_PAGE, rows.count - number * ROW_PAGE);
      const at = { kind: pageKind.rows, collection, index: 0, page: number, length };
      page(at, rows.dirty.has(number), () =>
        concat(rows.page(number).flatMap((part) => [u32s(part.length), part])),
      );
    }
    for (const [index, { order, sorted, dirty }] of indexes.entries()) {
      for (let number = 0; number * ORDER_PAGE < order.length; number += 1) {
        const part = order.slice(number * ORDER_PAGE, (number + 1) * ORDER_PAGE);
        const at = { kind: pageKind.order, collection, index, page: number, length: part.length };
        page(at, dirty, () => concat([u32s(sorted), new Uint8Array(part.buffer)]));
      }
    }
  }

  const manifest = state.numberBlock();
  const kept = new Set([...pages.values()].map(({ block }) => block));
  const dropped = [...state.snapshot.pages.values()]
    .map(({ block }) => block)
    .filter((block) => !kept.has(block));
  if (state.ring.root.manifest !== 0) dropped.push(state.ring.root.manifest);
  const blocks = await Promise.all([
    ...contents.map(({ page: { block }, plain }) =>
      seal(state.crypto, state.ring.root.database, blockKind.page, block, plain),
    ),
    seal(state.crypto, state.ring.root.database, blockKind.manifest, manifest, encodeManifest(state, pages)),
  ]);
  return {
    blocks,
    dropped,
    manifest,
    apply() {
      state.snapshot = { pages, takenAt: written };
      strings.dirty.clear();
      for (const { rows, indexes } of state.collections.values()) {
        rows.dirty.clear();
        for (const index of indexes) index.dirty = false;
      }
    },
  };
}

function encodeManifest(state: EngineState, pages: Map<string, Page>): Bytes {
  const blocks = [...state.table.blocks];
  return u32List([
    pages.size,
    blocks.length,
    state.strings.count,
    state.strings.byteLength,
    ...[...pages.values()].flatMap((page) => [
      page.kind,
      page.collection,
      page.index,
      page.page,
      page.length,
      page.block,
    ]),
    ...blocks.flatMap(([number, { entries, bytes }]) => [number, entries, bytes]),
  ]);
}

/** Data blocks the loaded snapshot includes. Throws where any part of it cannot be read: then the log is replayed. */
export async function loadSnapshot(state: EngineState): Promise<void> {
  const { manifest } = state.ring.root;
  const [content] = await readPages(state, [manifest]);
  const reader = new Reader(content ?? new Uint8Array());
  const pageCount = reader.u32();
  const blockCount = reader.u32();
  state.strings.reserve(reader.u32(), reader.u32());
  const pages: Page[] = [];
  for (let count = 0; count < pageCount; count += 1)
    pages.push({
      kind: reader.u32(),
      collection: reader.u32(),
      index: reader.u32(),
      page: reader.u32(),
      length: reader.u32(),
      block: reader.u32(),
    });
  for (let count = 0; count < blockCount; count += 1)
    state.table.put(reader.u32(), { entries: reader.u32(), live: 0, bytes: reader.u32() });

  pages.sort(
    (a, b) => a.kind - b.kind || a.collection - b.collection || a.index - b.index || a.page - b.page,
  );
  const orders = new Map<string, Order>();
  // In batches, so that ciphertext, plain pages and index do not lie in memory all at once.
  for (let from = 0; from < pages.length; from += BATCH) {
    const batch = pages.slice(from, from + BATCH);
    const contents = await readPages(
      state,
      batch.map(({ block }) => block),
    );
    for (const [at, page] of batch.entries()) loadPage(state, page, contents[at] ?? new Uint8Array(), orders);
  }
  for (const { rows } of state.collections.values()) {
    rows.loaded();
    for (let row = 0; row < rows.count; row += 1)
      if (rows.isCurrent(row)) state.table.count(rows.block[row] ?? 0, 1);
  }
  state.strings.loaded();
  for (const [key, { sorted, parts }] of orders) {
    const [collection, index] = key.split('.').map(Number);
    const whole = new Uint32Array(concat(parts.map((part) => new Uint8Array(part.buffer))).buffer);
    state.collections.get(collection ?? 0)?.indexes[index ?? 0]?.load(whole, sorted);
  }
  state.snapshot = { pages: new Map(pages.map((page) => [keyOf(page), page])), takenAt: 0 };
  // Compacted after the snapshot: what lived in these blocks stands in later ones, which are replayed.
  for (const number of state.table.blocks.keys())
    if (!state.ring.keys.has(number)) state.table.delete(number);
}

interface Order {
  sorted: number;
  parts: Uint32Array<ArrayBuffer>[];
}

function loadPage(state: EngineState, page: Page, plain: Bytes, orders: Map<string, Order>): void {
  if (page.kind === pageKind.strings) {
    const ends = new Uint32Array(plain.slice(0, page.length * 4).buffer);
    state.strings.loadPage(ends, plain.subarray(page.length * 4));
  } else if (page.kind === pageKind.rows) {
    const parts = new Reader(plain);
    const columns: Bytes[] = [];
    while (parts.at < plain.length) columns.push(parts.take(parts.u32()));
    state.collections.get(page.collection)?.rows.loadPage(page.page, page.length, columns);
  } else {
    const key = `${page.collection}.${page.index}`;
    const order = orders.get(key) ?? { sorted: new Reader(plain).u32(), parts: [] };
    order.parts.push(new Uint32Array(plain.slice(4).buffer));
    orders.set(key, order);
  }
}

async function readPages(state: EngineState, numbers: readonly number[]): Promise<Bytes[]> {
  const records = await state.vault.readBlocks(numbers);
  return await Promise.all(
    numbers.map(async (number, index) => {
      const key = state.ring.keys.get(number);
      const record = records[index];
      if (key === undefined || record === undefined) throw new RangeError('page missing');
      return (await unseal(state.crypto, state.ring.root.database, number, key, record)).plain;
    }),
  );
}
