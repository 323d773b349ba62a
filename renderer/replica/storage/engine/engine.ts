import {
  type BulkWriteRow,
  categorizeBulkWriteRows,
  type EventBulk,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorageChangeEvent,
  type RxStorageWriteError,
} from 'rxdb/plugins/core';
import { Subject } from 'rxjs';
import { createMutex } from '../../mutex.ts';
import { sameIndexes } from '../definition.ts';
import { BlockError, type Corruption, StorageError } from '../errors.ts';
import type { IndexedCollection } from '../index/collection.ts';
import type { MasterKeys } from '../keys.ts';
import { blockKind, seal } from '../log/cipher.ts';
import { BlockBuilder, type BlockContent, entryKind, StoredBlock } from '../log/entries.ts';
import type { CollectionDefinition } from '../log/root.ts';
import { openVault, type Vault } from '../log/vault.ts';
import { BLOCK, type Writer } from '../log/writer.ts';
import { type Erasure, eraseRows, findErased } from './erase.ts';
import { chooseVictims, compactOnce, takeSnapshot } from './maintain.ts';
import { openState } from './open.ts';
import { addCollection, applyPurge, applyPut, type EngineState, releaseRows } from './state.ts';

export type Document = RxDocumentData<Record<string, unknown>>;
export type Durability = 'strict' | 'relaxed';
export type Changes = EventBulk<RxStorageChangeEvent<Document>, { id: string; lwt: number }>;

export interface EngineOptions {
  indexedDB: IDBFactory;
  crypto: Crypto;
  keys: MasterKeys;
  onCorruption?: (corruption: Corruption) => void;
  /** Plain blocks kept in memory. */
  cacheBytes?: number;
  /** Milliseconds without a write after which the log is tidied; 0: never by itself. */
  idle?: number;
}

export interface Write {
  collection: number;
  schema: RxJsonSchema<Document>;
  rows: BulkWriteRow<Record<string, unknown>>[];
}

const CACHE = 8 * 1024 * 1024;
const IDLE = 3000;
/** Bytes of documents after which the index is written again: what a start has to replay at most. */
const TAIL = 8 * 1024 * 1024;

/** One encrypted log with the index of everything in it, shared by all collections of a database. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #vault: Vault;
  readonly #exclusive = createMutex();
  readonly #changes = new Map<number, Subject<Changes>>();
  #state: EngineState;
  #writer: Writer;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #maintaining: Promise<void> | undefined;

  private constructor(options: EngineOptions, vault: Vault, state: EngineState, writer: Writer) {
    this.#options = options;
    this.#vault = vault;
    this.#state = state;
    this.#writer = writer;
  }

  static async open(name: string, options: EngineOptions): Promise<Engine> {
    const vault = await openVault(options.indexedDB, name);
    try {
      const { state, writer, corruption } = await openState(Engine.#deps(options, vault));
      if (corruption !== undefined) options.onCorruption?.(corruption);
      return new Engine(options, vault, state, writer);
    } catch (error) {
      vault.close();
      throw error;
    }
  }

  static #deps({ crypto, keys, cacheBytes = CACHE }: EngineOptions, vault: Vault) {
    return { crypto, keys, vault, cacheBytes };
  }

  /** The collection's number. Made when it is new; indexed anew when its schema asks for other indexes. */
  async define(wanted: Omit<CollectionDefinition, 'number'>): Promise<number> {
    return await this.#exclusive(async () => {
      this.#assertUsable();
      const { root } = this.#state.ring;
      const held = root.collections.find(
        ({ name, version }) => name === wanted.name && version === wanted.version,
      );
      if (held !== undefined && sameIndexes(held, wanted)) return held.number;
      const number = held?.number ?? root.nextCollection;
      const definition = { ...wanted, number };
      const collections = [...root.collections.filter((other) => other !== held), definition];
      await this.#writer.flush();
      await this.#state.committer.commit(
        {
          blocks: [],
          root: {
            collections,
            nextCollection: Math.max(root.nextCollection, number + 1),
            ...(held === undefined ? {} : { manifest: 0 }),
          },
        },
        'strict',
      );
      if (held === undefined) addCollection(this.#state, definition);
      else await this.#reopen();
      return number;
    });
  }

  /** Removes a collection; its number never comes back, so what is left of it in the log means nothing. */
  async remove(number: number): Promise<void> {
    await this.#exclusive(async () => {
      const { root } = this.#state.ring;
      const collections = root.collections.filter((definition) => definition.number !== number);
      await this.#writer.flush();
      await this.#state.committer.commit({ blocks: [], root: { collections } }, 'strict');
      const rows = this.#state.collections.get(number)?.rows;
      if (rows !== undefined)
        for (const row of rows.currentRows()) this.#state.table.count(rows.block[row] ?? 0, -1);
      this.#state.collections.delete(number);
    });
  }

  isEmpty(): boolean {
    return this.#state.ring.root.collections.length === 0;
  }

  collection(number: number): IndexedCollection {
    const found = this.#state.collections.get(number);
    if (found === undefined || this.#closed) throw new StorageError('closed');
    return found;
  }

  changes(number: number): Subject<Changes> {
    const subject = this.#changes.get(number) ?? new Subject<Changes>();
    this.#changes.set(number, subject);
    return subject;
  }

  /**
   * Writes to several collections in one commit. With `atomic` a conflict anywhere writes nothing.
   * `strict` resolves when it is durable; `relaxed` when it can be read and waits its turn to be stored.
   */
  async write(
    writes: readonly Write[],
    { context, durability, atomic = false }: { context: string; durability: Durability; atomic?: boolean },
  ): Promise<RxStorageWriteError<Record<string, unknown>>[][]> {
    const errors = await this.#exclusive(async () => {
      this.#assertUsable();
      const results = [];
      for (const { collection, schema, rows } of writes) {
        const { primaryPath } = this.collection(collection).definition;
        const ids = rows.map((row) => String(row.document[primaryPath]));
        const known = new Map(
          (await this.#find(collection, ids)).map((document) => [String(document[primaryPath]), document]),
        );
        const result = categorizeBulkWriteRows<Record<string, unknown>>(
          { schema } as never,
          primaryPath,
          known,
          rows,
          context,
        );
        results.push({ collection, primaryPath, ...result });
      }
      const refused = results.map((result) => result.errors);
      if (atomic && refused.some((list) => list.length > 0)) return refused;
      const puts = results.flatMap(({ collection, bulkInsertDocs, bulkUpdateDocs }) =>
        [...bulkInsertDocs, ...bulkUpdateDocs].map(({ document }) => ({ collection, document })),
      );
      if (durability === 'strict') await this.#putStrict(puts);
      else for (const { collection, document } of puts) this.#putRelaxed(collection, document);
      for (const { collection, primaryPath, eventBulk, newestRow } of results) {
        if (eventBulk.events.length === 0 || newestRow === undefined) continue;
        const { document } = newestRow;
        eventBulk.checkpoint = { id: document[primaryPath], lwt: document._meta.lwt };
        this.#changes.get(collection)?.next(eventBulk as Changes);
      }
      return refused;
    });
    if (durability === 'relaxed') await this.#writer.room();
    this.#tidyLater();
    return errors;
  }

  #putRelaxed(collection: number, document: Document): void {
    const { block, entry } = this.#writer.append(entryKind.put, collection, JSON.stringify(document));
    applyPut(this.#state, this.collection(collection), document, block, entry);
  }

  /** Jumps the queue of what was pulled. Nothing is seen before it is durable. */
  async #putStrict(puts: readonly { collection: number; document: Document }[]): Promise<void> {
    if (puts.length === 0) return;
    this.#writer.cut();
    const { crypto, ring, committer, reader, table } = this.#state;
    const built: BlockBuilder[] = [];
    let open: BlockBuilder | undefined;
    const placed = puts.map(({ collection, document }) => {
      if (open === undefined || open.length >= BLOCK) {
        open = new BlockBuilder(this.#state.numberBlock());
        built.push(open);
      }
      const entry = open.append(entryKind.put, collection, JSON.stringify(document));
      return { collection, document, block: open.number, entry };
    });
    const plain = built.map((block) => block.encode());
    const blocks = await Promise.all(
      plain.map((bytes, index) =>
        seal(crypto, ring.root.database, blockKind.data, built[index]?.number ?? 0, bytes),
      ),
    );
    await committer.commit({ blocks }, 'strict');
    for (const [index, block] of built.entries()) {
      table.put(block.number, { entries: block.puts, live: 0, bytes: block.length });
      reader.keep(block.number, new StoredBlock(plain[index] ?? new Uint8Array()));
      this.#writer.written += block.length;
    }
    for (const { collection, document, block, entry } of placed)
      applyPut(this.#state, this.collection(collection), document, block, entry);
  }

  /** Takes tombstones out that are older than `before` (milliseconds since 1970). */
  async purgeDeleted(number: number, before: number): Promise<void> {
    await this.#exclusive(async () => {
      this.#assertUsable();
      const collection = this.collection(number);
      const { rows } = collection;
      const lwt = rows.byPath.get('_meta.lwt');
      const ids: string[] = [];
      for (const row of rows.currentRows())
        if (rows.isDeleted(row) && Number(lwt?.value(row)) <= before) ids.push(rows.idOf(row));
      for (const id of ids) {
        this.#writer.append(entryKind.purge, number, JSON.stringify(id));
        applyPurge(this.#state, collection, id);
      }
      await this.#writer.flush();
    });
    this.#tidyLater();
  }

  /** Erases documents or whole files for good. See {@link eraseRows}. Watchers see them deleted. */
  async erase(erasure: Erasure): Promise<void> {
    await this.#exclusive(async () => {
      this.#assertUsable();
      await this.#writer.flush();
      const found = await this.#quarantining(async () => {
        const rows = findErased(this.#state, erasure);
        return { ...rows, events: await this.#deletions(rows.current) };
      });
      if (found.blocks.size === 0) return;
      try {
        await this.#quarantining(() => eraseRows(this.#state, this.#writer, found));
      } catch (error) {
        // The index may say what the disk does not: only a new start knows.
        this.#writer.failure = error instanceof StorageError ? error : new StorageError('io');
        throw error;
      }
      for (const [number, bulk] of found.events) this.#changes.get(number)?.next(bulk);
    });
  }

  async #deletions(
    current: readonly { collection: IndexedCollection; row: number }[],
  ): Promise<Map<number, Changes>> {
    const bulks = new Map<number, Changes>();
    for (const collection of new Set(current.map((found) => found.collection))) {
      const { number, primaryPath } = collection.definition;
      const rows = current.filter(
        (found) => found.collection === collection && !collection.rows.isDeleted(found.row),
      );
      const documents = await this.#parse(
        collection,
        rows.map(({ row }) => row),
      );
      const last = documents.at(-1);
      if (last === undefined) continue;
      bulks.set(number, {
        id: this.#options.crypto.randomUUID(),
        context: 'erase',
        checkpoint: { id: String(last[primaryPath]), lwt: last._meta.lwt },
        events: documents.map((document) => ({
          documentId: String(document[primaryPath]),
          operation: 'DELETE',
          documentData: { ...document, _deleted: true },
          previousDocumentData: document,
        })),
      });
    }
    return bulks;
  }

  /** Documents by row, in order. Runs `work` again where a block turned out bad and was quarantined. */
  async reading<T>(
    number: number,
    work: (read: (rows: readonly number[]) => Promise<Document[]>) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      try {
        return await work((rows) => this.#parse(this.collection(number), rows));
      } catch (error) {
        if (error instanceof Moved) continue;
        if (!(error instanceof BlockError)) throw error;
        await this.#exclusive(() => this.#quarantine(error));
      }
    }
  }

  async find(number: number, ids: readonly string[]): Promise<Document[]> {
    return await this.reading(number, (read) => read(this.#rowsOf(number, ids)));
  }

  async #find(number: number, ids: readonly string[]): Promise<Document[]> {
    return await this.#quarantining(() => this.#parse(this.collection(number), this.#rowsOf(number, ids)));
  }

  #rowsOf(number: number, ids: readonly string[]): number[] {
    const { rows } = this.collection(number);
    return ids.map((id) => rows.find(id)).filter((row) => row >= 0);
  }

  async #parse({ rows }: IndexedCollection, wanted: readonly number[]): Promise<Document[]> {
    const at = wanted.map((row) => {
      if (rows.isUnused(row)) throw new Moved();
      return { block: rows.block[row] ?? 0, entry: rows.entry[row] ?? 0 };
    });
    const { reader } = this.#state;
    const contents = new Map<number, BlockContent | undefined>();
    for (const { block } of at) if (!contents.has(block)) contents.set(block, reader.inMemory(block));
    const absent = [...contents].filter(([, content]) => content === undefined).map(([block]) => block);
    if (absent.length > 0)
      for (const [block, content] of await reader.load(absent)) contents.set(block, content);
    return at.map(({ block, entry }) => {
      const content = contents.get(block);
      if (content === undefined) throw new BlockError('block_missing', block);
      return JSON.parse(content.entry(entry).text) as Document;
    });
  }

  async #quarantining<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof BlockError)) throw error;
        await this.#quarantine(error);
      }
    }
  }

  /** Gives up a block that cannot be read, and tells which documents went with it. */
  async #quarantine({ block, code }: BlockError): Promise<void> {
    const { table, reader, committer, ring } = this.#state;
    if (!table.blocks.has(block)) return;
    table.delete(block);
    reader.forget(block);
    const lost = releaseRows(this.#state, (number) => number === block);
    if (ring.keys.has(block)) await committer.commit({ blocks: [], dropped: [block] }, 'strict');
    for (const { collection, id } of lost)
      this.#writer.append(entryKind.purge, collection.definition.number, JSON.stringify(id));
    this.#options.onCorruption?.({
      code,
      lost: lost.map(({ collection, id }) => ({ collection: collection.definition.name, id })),
      complete: true,
    });
  }

  /** Resolves when everything written is stored. Throws what kept it from being stored. */
  async flush(): Promise<void> {
    await this.#writer.flush();
  }

  /** Compacts while it is worth it, then writes the index. Runs by itself when nothing has been written for a while. */
  async maintain(): Promise<void> {
    this.#maintaining ??= this.#maintain().finally(() => {
      this.#maintaining = undefined;
    });
    await this.#maintaining;
  }

  async #maintain(): Promise<void> {
    for (let more = true; more && !this.#closed; ) {
      more = await this.#exclusive(async () => {
        if (this.#closed) return false;
        this.#assertUsable();
        // Copies must not come after what is written next to the block that is open now.
        this.#writer.cut();
        const victims = chooseVictims(this.#state);
        if (victims.size > 0) await this.#quarantining(() => compactOnce(this.#state, victims));
        return victims.size > 0;
      });
    }
    await this.#writer.flush();
    await this.#exclusive(async () => {
      if (!this.#closed) await this.#snapshot();
    });
  }

  async #snapshot(): Promise<void> {
    this.#assertUsable();
    if (this.#state.snapshot.takenAt === this.#writer.written) return;
    await this.#writer.flush();
    await takeSnapshot(this.#state, this.#writer);
  }

  #tidyLater(): void {
    const { idle = IDLE } = this.#options;
    if (idle === 0 || this.#closed) return;
    clearTimeout(this.#timer);
    const due = this.#writer.written - Math.max(0, this.#state.snapshot.takenAt) > TAIL;
    // What goes wrong here goes wrong again at the next write, which then reports it.
    const tidy = () => void this.maintain().catch(() => undefined);
    if (due) tidy();
    else this.#timer = setTimeout(tidy, idle);
  }

  async #reopen(): Promise<void> {
    this.#writer.stop();
    const { state, writer, corruption } = await openState(Engine.#deps(this.#options, this.#vault));
    this.#state = state;
    this.#writer = writer;
    if (corruption !== undefined) this.#options.onCorruption?.(corruption);
  }

  #assertUsable(): void {
    if (this.#closed) throw new StorageError('closed');
    if (this.#writer.failure !== undefined) throw new StorageError('failed');
  }

  /** Stores what waits and the index, then lets go. After a failure only lets go. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#maintaining?.catch(() => undefined);
    await this.#exclusive(async () => {
      if (this.#closed) return;
      try {
        if (this.#writer.failure === undefined && !this.isEmpty()) await this.#snapshot();
      } finally {
        this.#closed = true;
        this.#writer.stop();
        for (const subject of this.#changes.values()) subject.complete();
        this.#vault.close();
      }
    });
  }
}

/** A row was released while a query ran: what it stood for has a new version, or is gone. */
class Moved extends Error {}
