import { type Bytes, concat, u32List, u32s } from '../bytes.ts';
import { ROW_PAGE } from '../index/rows.ts';
import { STRING_PAGE } from '../index/strings.ts';
import { blockKind, type Sealed, seal } from '../log/cipher.ts';
import { keyOf, type Page, pageKind } from './snapshot-pages.ts';
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
      state.snapshot = { pages, takenAt: state.writer.written };
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
