import { type Bytes, Reader } from '../bytes.ts';
import { unpack } from '../index/packing.ts';
import { unseal } from '../log/cipher.ts';
import { decodeManifest, keyOf, type Manifest, type Page, pageKind } from './snapshot-pages.ts';
import type { EngineState } from './state.ts';

/** Pages read at a time, and how many such batches are on their way: one read, one decrypted, one taken in. */
const BATCH = 48;
const AHEAD = 3;

/** Fills the index from the snapshot. Throws where any part of it cannot be read: then the log is replayed. */
export async function loadSnapshot(state: EngineState): Promise<void> {
  const [content] = await readPages(state, [state.ring.root.manifest]);
  const manifest = decodeManifest(content ?? new Uint8Array());
  const { pages } = manifest;
  pages.sort(
    (a, b) => a.kind - b.kind || a.collection - b.collection || a.index - b.index || a.page - b.page,
  );
  const orders = reserve(state, manifest);
  // In batches, so that ciphertext, plain pages and index do not lie in memory all at once.
  const read = (from: number) =>
    readPages(
      state,
      pages.slice(from, from + BATCH).map(({ block }) => block),
    );
  const coming: Promise<Bytes[]>[] = [];
  for (let from = 0; from < pages.length + AHEAD * BATCH; from += BATCH) {
    const batch = read(from);
    // Whoever gives up after a bad page does not ask for those read ahead.
    batch.catch(() => undefined);
    coming.push(batch);
    if (coming.length <= AHEAD) continue;
    const contents = (await coming.shift()) ?? [];
    for (const [index, content] of contents.entries()) {
      const page = pages[from - AHEAD * BATCH + index];
      if (page !== undefined) loadPage(state, page, content, orders);
    }
  }
  for (const [number, { rows }] of state.collections) rows.loaded(manifest.totals.get(number) ?? []);
  state.strings.loaded(() => {
    for (const { rows } of state.collections.values()) rows.countUses();
  });
  for (const { collection, index, rows, sorted } of orders.values())
    state.collections.get(collection)?.indexes[index]?.load(rows, sorted);
  // Compacted after the snapshot: what lived in these blocks stands in later ones, which are replayed.
  const held = manifest.blocks.filter(({ number }) => state.ring.keys.has(number));
  for (const { number, ...info } of held) state.table.put(number, info);
  state.snapshot = {
    pages: new Map(pages.map((page) => [keyOf(page), page])),
    takenAt: 0,
    complete: held.length === manifest.blocks.length,
  };
}

interface Order {
  collection: number;
  index: number;
  rows: Uint32Array<ArrayBuffer>;
  filled: number;
  sorted: number;
}

/** Room for all pages at once: growing page by page would copy everything several times. */
function reserve(state: EngineState, { pages, strings }: Manifest): Map<string, Order> {
  state.strings.reserve(strings.count, strings.bytes);
  const rows = new Map<number, number>();
  const orders = new Map<string, Order>();
  const lengths = new Map<string, number>();
  for (const { kind, collection, index, length } of pages) {
    if (kind === pageKind.rows) rows.set(collection, (rows.get(collection) ?? 0) + length);
    const key = `${collection}.${index}`;
    if (kind === pageKind.order) lengths.set(key, (lengths.get(key) ?? 0) + length);
  }
  for (const [collection, count] of rows) state.collections.get(collection)?.rows.reserve(count);
  for (const { kind, collection, index } of pages) {
    const key = `${collection}.${index}`;
    if (kind !== pageKind.order || orders.has(key)) continue;
    const room = new Uint32Array(lengths.get(key) ?? 0);
    orders.set(key, { collection, index, rows: room, filled: 0, sorted: 0 });
  }
  return orders;
}

function loadPage(state: EngineState, page: Page, plain: Bytes, orders: ReadonlyMap<string, Order>): void {
  const reader = new Reader(plain);
  if (page.kind === pageKind.strings) {
    const ends = new Uint32Array(page.length);
    unpack(reader.take(reader.u32()), ends, 0, page.length);
    state.strings.loadPage(ends, plain.subarray(reader.at));
  } else if (page.kind === pageKind.rows) {
    const columns: Bytes[] = [];
    while (reader.at < plain.length) columns.push(reader.take(reader.u32()));
    state.collections.get(page.collection)?.rows.loadPage(page.page, page.length, columns);
  } else {
    const order = orders.get(`${page.collection}.${page.index}`);
    if (order === undefined) return;
    order.sorted = reader.u32();
    const from = order.filled;
    order.filled += page.length;
    unpack(plain.subarray(reader.at), order.rows, from, order.filled);
  }
}

async function readPages(state: EngineState, numbers: readonly number[]): Promise<Bytes[]> {
  if (numbers.length === 0) return [];
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
