import type { IndexedCollection } from '../index/collection.ts';
import { blockKind, seal } from '../log/cipher.ts';
import { BlockBuilder, entryKind, StoredBlock } from '../log/entries.ts';
import { BLOCK } from '../log/writer.ts';
import { applyPut, type EngineState } from './state.ts';
import type { Document } from './types.ts';

export interface Put {
  collection: IndexedCollection;
  document: Document;
}

/** Can be read at once, and is stored in its turn. */
export function putRelaxed(state: EngineState, puts: readonly Put[]): void {
  for (const { collection, document } of puts) {
    const { number } = collection.definition;
    const { block, entry } = state.writer.append(entryKind.put, number, JSON.stringify(document));
    applyPut(state, collection, document, block, entry);
  }
}

/** Jumps the queue of what was pulled. Nothing is seen before it is durable. */
export async function putStrict(state: EngineState, puts: readonly Put[]): Promise<void> {
  if (puts.length === 0) return;
  const { crypto, ring, committer, reader, table, writer } = state;
  writer.cut();
  const built: BlockBuilder[] = [];
  let open: BlockBuilder | undefined;
  const placed = puts.map(({ collection, document }) => {
    if (open === undefined || open.length >= BLOCK) {
      open = new BlockBuilder(state.numberBlock());
      built.push(open);
    }
    const { number } = collection.definition;
    const entry = open.append(entryKind.put, number, JSON.stringify(document));
    return { collection, document, block: open.number, entry };
  });
  const plain = built.map((block) => block.encode());
  const blocks = plain.map((bytes, index) =>
    seal(crypto, ring.root.database, blockKind.data, built[index]?.number ?? 0, bytes),
  );
  await committer.commit({ blocks }, 'strict');
  for (const [index, block] of built.entries()) {
    table.put(block.number, { entries: block.puts, live: 0, bytes: block.length });
    reader.keep(block.number, new StoredBlock(plain[index] ?? new Uint8Array()));
    writer.written += block.length;
  }
  for (const { collection, document, block, entry } of placed)
    applyPut(state, collection, document, block, entry);
}
