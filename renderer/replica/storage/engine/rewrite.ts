import { BlockError } from '../errors.ts';
import type { IndexedCollection } from '../index/collection.ts';
import { blockKind, type Sealed, seal } from '../log/cipher.ts';
import { BlockBuilder, type BlockContent, entriesOf, entryKind } from '../log/entries.ts';
import { BLOCK } from '../log/writer.ts';
import { type EngineState, releaseRows } from './state.ts';

interface Move {
  collection: IndexedCollection;
  row: number;
  owner: number;
  block: number;
  entry: number;
}

export interface Rewrite {
  blocks: Sealed[];
  dropped: number[];
  /** Makes the index say so. */
  apply(): void;
}

/**
 * Copies what is current out of some blocks into new ones, one customer's documents side by side, so that the next
 * time a file is erased few blocks hold it. Nothing may be written meanwhile. Throws BlockError.
 *
 * @param isErased  rows to leave behind
 */
export async function rewriteBlocks(
  state: EngineState,
  victims: ReadonlySet<number>,
  isErased: (collection: IndexedCollection, row: number) => boolean = () => false,
): Promise<Rewrite> {
  const contents = await contentsOf(state, [...victims]);
  const moves: Move[] = [];
  for (const collection of state.collections.values()) {
    const { rows } = collection;
    for (let row = 0; row < rows.count; row += 1) {
      const block = rows.block[row] ?? 0;
      if (!rows.isCurrent(row) || !victims.has(block) || isErased(collection, row)) continue;
      moves.push({ collection, row, owner: rows.owner?.cells[row] ?? 0, block, entry: rows.entry[row] ?? 0 });
    }
  }
  moves.sort((a, b) => a.owner - b.owner || a.block - b.block || a.entry - b.entry);

  const built: BlockBuilder[] = [];
  let open: BlockBuilder | undefined;
  function target(): BlockBuilder {
    if (open === undefined || open.length >= BLOCK) {
      open = new BlockBuilder(state.numberBlock());
      built.push(open);
    }
    return open;
  }
  const moved = moves.map((move) => {
    const block = target();
    const { collection, text } = read(contents, move.block, move.entry);
    return { ...move, block: block.number, entry: block.append(entryKind.put, collection, text) };
  });
  for (const [collection, id] of keptPurges(state, contents))
    target().append(entryKind.purge, collection, JSON.stringify(id));

  const { database } = state.ring.root;
  return {
    blocks: built.map((block) => seal(state.crypto, database, blockKind.data, block.number, block.encode())),
    dropped: [...victims],
    apply() {
      for (const block of built)
        state.table.put(block.number, { entries: block.puts, live: 0, bytes: block.length });
      for (const { collection, row, block, entry } of moved) {
        collection.rows.move(row, block, entry);
        state.table.count(block, 1);
      }
      for (const number of victims) {
        state.table.delete(number);
        state.reader.forget(number);
      }
      releaseRows(state, (number) => victims.has(number));
    },
  };
}

function read(contents: ReadonlyMap<number, BlockContent>, block: number, index: number) {
  const content = contents.get(block);
  if (content === undefined) throw new BlockError('block_missing', block);
  return content.entry(index);
}

async function contentsOf(
  state: EngineState,
  numbers: readonly number[],
): Promise<Map<number, BlockContent>> {
  const contents = new Map<number, BlockContent>();
  const absent = numbers.filter((number) => {
    const content = state.reader.inMemory(number);
    if (content !== undefined) contents.set(number, content);
    return content === undefined;
  });
  for (const [number, content] of await state.reader.load(absent)) contents.set(number, content);
  return contents;
}

/**
 * The end of a document has to outlive its older versions: without it a replay of the whole log would bring one back.
 * It may go when no block is older than itself. A document that has come back has a later entry to speak for it.
 */
function keptPurges(state: EngineState, contents: ReadonlyMap<number, BlockContent>): [number, string][] {
  let oldest = Infinity;
  for (const number of state.table.blocks.keys())
    if (!contents.has(number)) oldest = Math.min(oldest, number);
  const kept = new Map<string, [number, string]>();
  for (const [number, content] of contents) {
    if (number < oldest && state.snapshot.pages.size === 0) continue;
    for (const entry of entriesOf(content)) {
      if (entry.kind !== entryKind.purge) continue;
      const id = String(JSON.parse(entry.text));
      const rows = state.collections.get(entry.collection)?.rows;
      if (rows !== undefined && rows.find(id) < 0)
        kept.set(`${entry.collection}|${id}`, [entry.collection, id]);
    }
  }
  return [...kept.values()];
}
