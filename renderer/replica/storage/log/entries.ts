import { type Bytes, roomU8, utf8 } from '../bytes.ts';

/** A document as it is now, or the end of one: `purge` takes the id out, tombstone and all. */
export const entryKind = { put: 1, purge: 2 } as const;
export type EntryKind = (typeof entryKind)[keyof typeof entryKind];

export interface Entry {
  kind: number;
  /** The collection's number in the catalog. */
  collection: number;
  offset: number;
  /** The document's JSON, or the purged id; UTF-8. */
  body: Bytes;
}

/** kind, reserved, collection (16 bit), length of the body (32 bit). */
const HEAD = 8;

/** A block being filled. */
export class BlockBuilder {
  readonly number: number;
  /** Documents put; the end of one is never garbage, see rewriteBlocks. */
  entries = 0;
  length = 0;
  #bytes: Bytes;

  constructor(number: number, capacity: number) {
    this.number = number;
    this.#bytes = new Uint8Array(capacity);
  }

  /** @returns the entry's offset in the block */
  append(kind: EntryKind, collection: number, body: string): number {
    const at = this.length;
    // A UTF-16 unit becomes three bytes at most.
    this.#bytes = roomU8(this.#bytes, at + HEAD + body.length * 3);
    const { written } = utf8.encoder.encodeInto(body, this.#bytes.subarray(at + HEAD));
    return this.#head(kind, collection, at, written);
  }

  appendBytes(kind: EntryKind, collection: number, body: Bytes): number {
    const at = this.length;
    this.#bytes = roomU8(this.#bytes, at + HEAD + body.length);
    this.#bytes.set(body, at + HEAD);
    return this.#head(kind, collection, at, body.length);
  }

  #head(kind: EntryKind, collection: number, at: number, length: number): number {
    const view = new DataView(this.#bytes.buffer, at, HEAD);
    view.setUint8(0, kind);
    view.setUint16(2, collection, true);
    view.setUint32(4, length, true);
    this.length = at + HEAD + length;
    if (kind === entryKind.put) this.entries += 1;
    return at;
  }

  /** What has been appended so far. Not a copy: later entries lie behind it, or in a new buffer. */
  content(): Bytes {
    return this.#bytes.subarray(0, this.length);
  }
}

export function entryAt(block: Bytes, offset: number): Entry {
  const view = new DataView(block.buffer, block.byteOffset + offset, HEAD);
  const start = offset + HEAD;
  return {
    kind: view.getUint8(0),
    collection: view.getUint16(2, true),
    offset,
    body: block.subarray(start, start + view.getUint32(4, true)),
  };
}

export function* entriesOf(block: Bytes): Generator<Entry> {
  for (let at = 0; at < block.length; ) {
    const entry = entryAt(block, at);
    yield entry;
    at += HEAD + entry.body.length;
  }
}

export function textOf(entry: Entry): string {
  return utf8.decoder.decode(entry.body);
}
