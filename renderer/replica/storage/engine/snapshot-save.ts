import { type Bytes, concat, u32s } from '../bytes.ts';
import { pack } from '../index/packing.ts';
import { ROW_PAGE } from '../index/rows.ts';
import { STRING_PAGE } from '../index/strings.ts';
import { blockKind, type Sealed, seal } from '../log/cipher.ts';
import { encodeManifest, keyOf, type Page, pageKind } from './snapshot-pages.ts';
import type { EngineState } from './state.ts';

/** Row numbers per page of a sorted index. */
const ORDER_PAGE = 15_000;

export interface PreparedSnapshot {
  blocks: Sealed[];
  dropped: number[];
  manifest: number;
  apply(): void;
}

/**
 * The pages that changed since the last snapshot, each under a key of its own, and a manifest of all of them.
 * Nothing may be written meanwhile, and everything appended has to be stored: the manifest claims so.
 */
export async function prepareSnapshot(state: EngineState): Promise<PreparedSnapshot> {
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
      const packed = pack(ends, 0, ends.length);
      return concat([u32s(packed.length), packed, bytes]);
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
      const stored = storedOrder(state, collection, index);
      // What lies there may be longer than what is in memory: rows released since are still in it.
      if (!dirty) for (const kept of stored) pages.set(keyOf(kept), kept);
      else
        for (let number = 0; number * ORDER_PAGE < order.length; number += 1) {
          const part = order.slice(number * ORDER_PAGE, (number + 1) * ORDER_PAGE);
          const at = { kind: pageKind.order, collection, index, page: number, length: part.length };
          page(at, true, () => concat([u32s(sorted), pack(part, 0, part.length)]));
        }
    }
  }

  const manifest = state.numberBlock();
  const described = encodeManifest({
    pages: [...pages.values()],
    strings: { count: strings.count, bytes: strings.byteLength },
    totals: new Map([...state.collections].map(([number, { rows }]) => [number, rows.totals])),
    blocks: [...state.table.blocks].map(([number, info]) => ({ number, ...info })),
  });
  const kept = new Set([...pages.values()].map(({ block }) => block));
  const dropped = [...state.snapshot.pages.values()]
    .map(({ block }) => block)
    .filter((block) => !kept.has(block));
  if (state.ring.root.manifest !== 0) dropped.push(state.ring.root.manifest);
  const blocks = [
    ...contents.map(({ page: { block }, plain }) =>
      seal(state.crypto, state.ring.root.database, blockKind.page, block, plain),
    ),
    seal(state.crypto, state.ring.root.database, blockKind.manifest, manifest, described),
  ];
  return {
    blocks,
    dropped,
    manifest,
    apply() {
      state.snapshot = { pages, takenAt: state.writer.written, complete: true };
      strings.dirty.clear();
      for (const { rows, indexes } of state.collections.values()) {
        rows.dirty.clear();
        for (const index of indexes) index.dirty = false;
      }
    },
  };
}

function storedOrder({ snapshot }: EngineState, collection: number, index: number): Page[] {
  const pages: Page[] = [];
  for (let page = 0; ; page += 1) {
    const stored = snapshot.pages.get(keyOf({ kind: pageKind.order, collection, index, page }));
    if (stored === undefined) return pages;
    pages.push(stored);
  }
}
