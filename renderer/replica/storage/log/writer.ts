import type { Bytes } from '../bytes.ts';
import { afterFailure, StorageError } from '../errors.ts';
import type { BlockTable } from './block-table.ts';
import { blockKind, type Sealed, seal } from './cipher.ts';
import type { Committer } from './committer.ts';
import { BlockBuilder, type EntryKind, StoredBlock } from './entries.ts';
import type { BlockReader } from './reader.ts';

/** Bytes of documents in a block: large enough to deflate well, small enough to open for one document. */
export const BLOCK = 48 * 1024;
/** Blocks in one relaxed transaction: an edit waits for one of these at most. */
const BATCH = 8;
/** Bytes that may wait to be stored before writers have to. */
const BACKLOG = 4 * 1024 * 1024;
/** Milliseconds a block may wait for company. */
const LINGER = 25;

export interface WriterDeps {
  crypto: Crypto;
  database: Bytes;
  committer: Committer;
  reader: BlockReader;
  table: BlockTable;
  numberBlock(): number;
}

/**
 * The write-behind end of the log: what is appended can be read at once and is stored in the background, in order.
 * Blocks are numbered in the order of their entries, so a block of a later commit has to be preceded by
 * {@link Writer.cut}; replay sorts by number, whichever came to the disk first.
 */
export class Writer {
  readonly #deps: WriterDeps;
  #open: BlockBuilder | undefined;
  readonly #queue: BlockBuilder[] = [];
  #backlog = 0;
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The first thing that could not be stored: from then on nothing more is taken. */
  failure: StorageError | undefined;
  /** Bytes ever appended. */
  written = 0;

  constructor(deps: WriterDeps) {
    this.#deps = deps;
  }

  append(kind: EntryKind, collection: number, text: string): { block: number; entry: number } {
    if (this.failure !== undefined) throw afterFailure(this.failure);
    this.#open ??= this.#begin();
    const block = this.#open;
    const before = block.length;
    const entry = block.append(kind, collection, text);
    this.written += block.length - before;
    this.#backlog += block.length - before;
    this.#deps.table.put(block.number, {
      entries: block.puts,
      live: this.#deps.table.blocks.get(block.number)?.live ?? 0,
      bytes: block.length,
    });
    if (block.length >= BLOCK) this.cut();
    else this.#timer ??= setTimeout(() => this.#flushSoon(), LINGER);
    return { block: block.number, entry };
  }

  /** Ends the open block: later entries get a higher block number than any so far. */
  cut(): void {
    if (this.#open === undefined) return;
    this.#queue.push(this.#open);
    this.#open = undefined;
    this.#running ??= this.#drain();
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    while (this.#backlog > BACKLOG && this.#running !== undefined) await this.#running;
    if (this.failure !== undefined) throw this.failure;
  }

  /** Resolves when all that was appended before the call is stored. */
  async flush(): Promise<void> {
    this.cut();
    while (this.#running !== undefined) await this.#running;
    if (this.failure !== undefined) throw this.failure;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #flushSoon(): void {
    this.#timer = undefined;
    this.cut();
  }

  #begin(): BlockBuilder {
    const block = new BlockBuilder(this.#deps.numberBlock());
    this.#deps.reader.pending.set(block.number, block);
    return block;
  }

  /** Deflates the next blocks while the last ones are on their way to the disk. */
  async #drain(): Promise<void> {
    let storing: Promise<void> = Promise.resolve();
    try {
      while (this.#queue.length > 0) {
        const batch = this.#queue.splice(0, BATCH);
        const plain = batch.map((block) => block.encode());
        const blocks = plain.map((bytes, index) => this.#seal(batch[index]?.number ?? 0, bytes));
        await Promise.all(blocks.map(({ record }) => record));
        await storing;
        storing = this.#store(batch, plain, blocks);
        // Heard of at the next turn, or here at the last; more may have been queued by then.
        storing.catch(() => undefined);
        if (this.#queue.length === 0) await storing;
      }
    } catch (error) {
      this.failure = error instanceof StorageError ? error : new StorageError('io');
    } finally {
      this.#running = undefined;
    }
  }

  #seal(number: number, plain: Bytes): Sealed {
    return seal(this.#deps.crypto, this.#deps.database, blockKind.data, number, plain);
  }

  async #store(batch: readonly BlockBuilder[], plain: readonly Bytes[], blocks: readonly Sealed[]) {
    const { committer, reader } = this.#deps;
    await committer.commit({ blocks }, 'relaxed');
    for (const [index, block] of batch.entries()) {
      this.#backlog -= block.length;
      reader.pending.delete(block.number);
      reader.keep(block.number, new StoredBlock(plain[index] ?? new Uint8Array()));
    }
  }
}
