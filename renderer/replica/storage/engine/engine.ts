import type { RxStorageWriteError } from 'rxdb/plugins/core';
import { Subject } from 'rxjs';
import { createMutex } from '../../mutex.ts';
import { afterFailure, BlockError, StorageError } from '../errors.ts';
import type { IndexedCollection } from '../index/collection.ts';
import type { CollectionDefinition } from '../log/root.ts';
import { openVault, type Vault } from '../log/vault.ts';
import { defineCollection, removeCollection } from './catalog.ts';
import { deletionsOf, type Erasure, eraseRows, findErased } from './erase.ts';
import { type Judged, judge } from './judge.ts';
import { chooseVictims, compactOnce, settleIndexes, takeSnapshot } from './maintain.ts';
import { openState } from './open.ts';
import { purgeTombstones } from './purge.ts';
import { putRelaxed, putStrict } from './put.ts';
import { quarantine, quarantining } from './quarantine.ts';
import { Moved, readRows, rowsOf } from './read.ts';
import { collectionOf, type EngineState } from './state.ts';
import type { Changes, Document, EngineOptions, Write, WriteOptions } from './types.ts';

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
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #maintaining: Promise<void> | undefined;

  private constructor(options: EngineOptions, vault: Vault, state: EngineState) {
    this.#options = options;
    this.#vault = vault;
    this.#state = state;
  }

  static async open(name: string, options: EngineOptions): Promise<Engine> {
    const vault = await openVault(options.indexedDB, name);
    try {
      return new Engine(options, vault, await Engine.#load(options, vault));
    } catch (error) {
      vault.close();
      throw error;
    }
  }

  static async #load(options: EngineOptions, vault: Vault): Promise<EngineState> {
    const { crypto, keys, cacheBytes = CACHE } = options;
    const { state, corruption } = await openState({ crypto, keys, vault, cacheBytes });
    if (corruption !== undefined) options.onCorruption?.(corruption);
    return state;
  }

  /** The collection's number. Made when it is new; indexed anew when its schema asks for other indexes. */
  async define(wanted: Omit<CollectionDefinition, 'number'>): Promise<number> {
    return await this.#writing(async () => {
      const { number, stale } = await defineCollection(this.#state, wanted);
      if (stale) {
        this.#state.writer.stop();
        this.#state = await Engine.#load(this.#options, this.#vault);
      }
      return number;
    });
  }

  /** Removes a collection; its number never comes back, so what is left of it in the log means nothing. */
  async remove(number: number): Promise<void> {
    await this.#exclusive(() => removeCollection(this.#state, number));
  }

  isEmpty(): boolean {
    return this.#state.ring.root.collections.length === 0;
  }

  collection(number: number): IndexedCollection {
    if (this.#closed) throw new StorageError('closed');
    return collectionOf(this.#state, number);
  }

  changes(number: number): Subject<Changes> {
    const subject = this.#changes.get(number) ?? new Subject<Changes>();
    this.#changes.set(number, subject);
    return subject;
  }

  /**
   * Writes to several collections in one commit. With `atomic` a conflict anywhere writes nothing.
   * `strict` resolves when it is durable; `relaxed` when it can be read and waits its turn to be stored.
   *
   * @returns the conflicts, for each of the writes
   */
  async write(
    writes: readonly Write[],
    { context, durability, atomic = false }: WriteOptions,
  ): Promise<RxStorageWriteError<Record<string, unknown>>[][]> {
    const errors = await this.#writing(async () => {
      const judged: Judged[] = [];
      for (const write of writes)
        judged.push(await this.#quarantining(() => judge(this.#state, write, context)));
      const refused = judged.map((result) => result.errors);
      if (atomic && refused.some((list) => list.length > 0)) return refused;
      const puts = judged.flatMap((result) => result.puts);
      if (durability === 'strict') await putStrict(this.#state, puts);
      else putRelaxed(this.#state, puts);
      for (const { collection, changes } of judged)
        if (changes !== undefined) this.#changes.get(collection)?.next(changes);
      return refused;
    });
    if (durability === 'relaxed') await this.#state.writer.room();
    this.#tidyLater();
    return errors;
  }

  /** Takes tombstones out that are older than `before` (milliseconds since 1970). */
  async purgeDeleted(number: number, before: number): Promise<void> {
    await this.#writing(async () => {
      purgeTombstones(this.#state, number, before);
      await this.#state.writer.flush();
    });
    this.#tidyLater();
  }

  /** Erases documents or whole files for good. See {@link eraseRows}. Watchers see them deleted. */
  async erase(erasure: Erasure): Promise<void> {
    await this.#writing(async () => {
      const { writer } = this.#state;
      await writer.flush();
      const found = await this.#quarantining(async () => {
        const rows = findErased(this.#state, erasure);
        return { ...rows, deletions: await deletionsOf(this.#state, rows.current) };
      });
      if (found.blocks.size === 0) return;
      try {
        await this.#quarantining(() => eraseRows(this.#state, found));
      } catch (error) {
        // The index may say what the disk does not: only a new start knows.
        writer.failure = error instanceof StorageError ? error : new StorageError('io');
        throw error;
      }
      for (const [number, bulk] of found.deletions) this.#changes.get(number)?.next(bulk);
    });
  }

  /** Documents by row, in order. Runs `work` again where a block turned out bad and was quarantined. */
  async reading<T>(
    number: number,
    work: (read: (rows: readonly number[]) => Promise<Document[]>) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      try {
        return await work((rows) => readRows(this.#state, this.collection(number), rows));
      } catch (error) {
        if (error instanceof Moved) continue;
        if (!(error instanceof BlockError)) throw error;
        await this.#exclusive(() => this.#quarantine(error));
      }
    }
  }

  async find(number: number, ids: readonly string[]): Promise<Document[]> {
    return await this.reading(number, (read) => read(rowsOf(this.collection(number), ids)));
  }

  /** Resolves when everything written is stored. Throws what kept it from being stored. */
  async flush(): Promise<void> {
    await this.#state.writer.flush();
  }

  /** Compacts while it is worth it, then writes the index. Runs by itself when nothing has been written for a while. */
  async maintain(): Promise<void> {
    await this.#maintaining?.catch(() => undefined);
    await this.#tidy(true);
  }

  async #tidy(settle: boolean): Promise<void> {
    this.#maintaining ??= this.#maintain(settle).finally(() => {
      this.#maintaining = undefined;
    });
    await this.#maintaining;
  }

  async #maintain(settle: boolean): Promise<void> {
    for (let more = true; more && !this.#closed; ) {
      more = await this.#exclusive(async () => {
        if (this.#closed) return false;
        this.#assertUsable();
        // Copies must not come after what is written next to the block that is open now.
        this.#state.writer.cut();
        const victims = chooseVictims(this.#state);
        if (victims.size > 0) await this.#quarantining(() => compactOnce(this.#state, victims));
        return victims.size > 0;
      });
    }
    await this.#state.writer.flush();
    await this.#exclusive(async () => {
      if (this.#closed) return;
      if (settle) await settleIndexes(this.#state);
      await this.#snapshot();
    });
  }

  async #snapshot(): Promise<void> {
    this.#assertUsable();
    const { snapshot, writer, collections } = this.#state;
    const isSorted = [...collections.values()].every(({ indexes }) => indexes.every(({ dirty }) => !dirty));
    if (snapshot.takenAt === writer.written && isSorted) return;
    await writer.flush();
    await takeSnapshot(this.#state);
  }

  #tidyLater(): void {
    const { idle = IDLE } = this.#options;
    if (idle === 0 || this.#closed) return;
    clearTimeout(this.#timer);
    const due = this.#state.writer.written - Math.max(0, this.#state.snapshot.takenAt) > TAIL;
    // What goes wrong here goes wrong again at the next write, which then reports it.
    const tidy = (settle: boolean) => void this.#tidy(settle).catch(() => undefined);
    if (due) tidy(false);
    else this.#timer = setTimeout(() => tidy(true), idle);
  }

  #writing<T>(work: () => Promise<T>): Promise<T> {
    return this.#exclusive(async () => {
      this.#assertUsable();
      return await work();
    });
  }

  async #quarantine(error: BlockError): Promise<void> {
    const corruption = await quarantine(this.#state, error);
    if (corruption !== null) this.#options.onCorruption?.(corruption);
  }

  #quarantining<T>(work: () => Promise<T>): Promise<T> {
    return quarantining(this.#state, this.#options.onCorruption, work);
  }

  #assertUsable(): void {
    if (this.#closed) throw new StorageError('closed');
    const { failure } = this.#state.writer;
    if (failure !== undefined) throw afterFailure(failure);
  }

  /** Stores what waits and the index, then lets go. After a failure only lets go. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#maintaining?.catch(() => undefined);
    await this.#exclusive(async () => {
      if (this.#closed) return;
      try {
        if (this.#state.writer.failure === undefined && !this.isEmpty()) await this.#snapshot();
      } finally {
        this.#closed = true;
        this.#state.writer.stop();
        for (const subject of this.#changes.values()) subject.complete();
        this.#vault.close();
      }
    });
  }
}
