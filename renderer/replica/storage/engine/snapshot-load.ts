import { type Bytes, concat, Reader } from '../bytes.ts';
import { unseal } from '../log/cipher.ts';
import { keyOf, type Page, pageKind } from './snapshot-pages.ts';
import type { EngineState } from './state.ts';

/** Pages read at a time. */
const BATCH = 64;

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
