import { BlockError, type Corruption, type StorageErrorCode } from '../errors.ts';
import { blockKind, unseal } from '../log/cipher.ts';
import { entriesOf, entryKind, StoredBlock } from '../log/entries.ts';
import { segmentBlocks } from '../log/ring.ts';
import { applyEntry, type EngineState, releaseRows } from './state.ts';

/** Blocks read at a time: enough to keep the disk busy, few enough for the memory. */
const BATCH = 64;

export interface Replayed {
  corruption?: Corruption;
  /** Blocks that are of no use any more: unreadable, or pages of a snapshot that was given up. */
  useless: number[];
  /** Bytes of documents read. */
  bytes: number;
}

/** Reads the part of the log that the snapshot does not include: all of it where there is no snapshot. */
export async function replay(state: EngineState): Promise<Replayed> {
  const { ring, table } = state;
  const known = new Set(table.blocks.keys());
  const isComplete = state.snapshot.complete;
  const last = Math.max(0, ...known);
  for (const { block } of state.snapshot.pages.values()) known.add(block);
  if (state.snapshot.pages.size > 0) known.add(ring.root.manifest);
  const tail = [...ring.keys.keys()].filter((number) => !known.has(number)).sort((a, b) => a - b);
  const bad = new Map<number, StorageErrorCode>();
  const pages: number[] = [];
  let bytes = 0;
  for (let from = 0; from < tail.length; from += BATCH) {
    const numbers = tail.slice(from, from + BATCH);
    const records = await state.vault.readBlocks(numbers);
    const opened = await Promise.all(numbers.map((number, index) => open(state, number, records[index])));
    for (const [index, number] of numbers.entries()) {
      const block = opened[index];
      if (block === undefined || 'code' in block) bad.set(number, block?.code ?? 'block_missing');
      else if (block.kind !== blockKind.data) pages.push(number);
      else {
        bytes += block.plain.length;
        const entries = [...entriesOf(new StoredBlock(block.plain))];
        const puts = entries.filter(({ kind }) => kind === entryKind.put);
        table.put(number, { entries: puts.length, live: 0, bytes: block.plain.length });
        for (const entry of entries) applyEntry(state, number, entry);
      }
    }
  }
  // A block that compaction has replaced is no loss: what lived in it has just been read from a later one.
  const gone = (number: number) => !ring.keys.has(number) || bad.has(number);
  const lost = isComplete && bad.size === 0 ? [] : releaseRows(state, gone);
  const unread = ring.unreadable.flatMap(segmentBlocks);
  const useless = [...bad.keys(), ...pages, ...unread];
  const [code] = bad.values();
  if (lost.length === 0 && code === undefined && unread.length === 0) return { useless, bytes };
  return {
    useless,
    bytes,
    corruption: {
      code: code ?? 'block_missing',
      lost: lost.map(({ collection, id }) => ({ collection: collection.definition.name, id })),
      // What a block said that no snapshot includes, nobody knows.
      complete: bad.size === 0 && unread.every((number) => number <= last),
    },
  };
}

async function open(state: EngineState, number: number, record: Uint8Array | undefined) {
  const key = state.ring.keys.get(number);
  if (key === undefined || !(record instanceof Uint8Array)) return { code: 'block_missing' as const };
  try {
    return await unseal(state.crypto, state.ring.root.database, number, key, record);
  } catch (error) {
    if (error instanceof BlockError) return { code: error.code };
    throw error;
  }
}
