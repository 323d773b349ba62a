import { type Bytes, concat, Reader, u32List, utf8 } from '../bytes.ts';

/** A document as it is now, or the end of one: `purge` takes the id out, tombstone and all. */
export const entryKind = { put: 1, purge: 2 } as const;
export type EntryKind = (typeof entryKind)[keyof typeof entryKind];

export interface Entry {
  kind: number;
  /** The collection's number in the catalog. */
  collection: number;
  /** Which entry of its block. */
  index: number;
  /** JSON: the document, or the purged id. */
  text: string;
}

export interface BlockContent {
  readonly count: number;
  /** Length in bytes, roughly: a character of a block being filled counts as one. */
  readonly length: number;
  entry(index: number): Entry;
}

/** JSON has no raw line feeds, so one between the entries tells them apart. */
const LINE_FEED = 10;
const COLLECTION_BITS = 16;
const head = (kind: EntryKind, collection: number) => kind * 2 ** COLLECTION_BITS + collection;

function entryOf(head: number, index: number, text: string): Entry {
  return { kind: head >>> COLLECTION_BITS, collection: head & (2 ** COLLECTION_BITS - 1), index, text };
}

/**
 * A block being filled. Texts are kept as they are and encoded all at once: a call of the encoder for each document
 * costs more in Chromium than everything else the storage does with it, deflating aside.
 */
export class BlockBuilder implements BlockContent {
  readonly number: number;
  /** Documents put; the end of one is never garbage, see rewriteBlocks. */
  puts = 0;
  length = 0;
  readonly #texts: string[] = [];
  readonly #heads: number[] = [];

  constructor(number: number) {
    this.number = number;
  }

  get count(): number {
    return this.#texts.length;
  }

  /** @returns which entry of the block it is */
  append(kind: EntryKind, collection: number, text: string): number {
    this.#texts.push(text);
    this.#heads.push(head(kind, collection));
    this.length += text.length + 1;
    if (kind === entryKind.put) this.puts += 1;
    return this.#texts.length - 1;
  }

  entry(index: number): Entry {
    return entryOf(this.#heads[index] ?? 0, index, this.#texts[index] ?? '');
  }

  /** The number of entries, the head of each, then their texts. */
  encode(): Bytes {
    const heads = u32List([this.#heads.length, ...this.#heads]);
    return concat([heads, utf8.encoder.encode(this.#texts.join('\n'))]);
  }
}

/** A block as it was read. Entries are decoded one by one, when they are asked for. */
export class StoredBlock implements BlockContent {
  readonly count: number;
  readonly length: number;
  readonly #bytes: Bytes;
  readonly #heads: Uint32Array;
  #starts: Uint32Array | undefined;

  /** Throws RangeError where the bytes are no block. */
  constructor(bytes: Bytes) {
    const reader = new Reader(bytes);
    this.count = reader.u32();
    this.#heads = new Uint32Array(reader.take(this.count * 4).slice().buffer);
    this.#bytes = bytes.subarray(reader.at);
    this.length = bytes.length;
  }

  entry(index: number): Entry {
    this.#starts ??= this.#findStarts();
    const text = this.#bytes.subarray(this.#starts[index], (this.#starts[index + 1] ?? 0) - 1);
    return entryOf(this.#heads[index] ?? 0, index, utf8.decoder.decode(text));
  }

  #findStarts(): Uint32Array {
    const starts = new Uint32Array(this.count + 1);
    for (let index = 1; index < this.count; index += 1)
      starts[index] = this.#bytes.indexOf(LINE_FEED, starts[index - 1]) + 1;
    starts[this.count] = this.#bytes.length + 1;
    return starts;
  }
}

export function* entriesOf(block: BlockContent): Generator<Entry> {
  for (let index = 0; index < block.count; index += 1) yield block.entry(index);
}
