import type {
  BulkWriteRow,
  EventBulk,
  PreparedQuery,
  RxDocumentData,
  RxJsonSchema,
  RxStorageBulkWriteResponse,
  RxStorageChangeEvent,
  RxStorageCountResult,
  RxStorageDefaultCheckpoint,
  RxStorageInstance,
  RxStorageInstanceCreationParams,
  RxStorageQueryResult,
} from 'rxdb/plugins/core';
import { type Observable, Subject, type Subscription } from 'rxjs';
import type { Engine } from './engine/engine.ts';
import type { Document, Durability } from './engine/types.ts';
import { StorageError } from './errors.ts';
import { runCount, runQuery, type Source } from './query/run.ts';

export interface Internals {
  engine: Engine;
  /** The collection's number in the engine. */
  collection: number;
}

export interface InstanceOptions {
  durability?: Durability;
}

/** One collection as RxDB sees it. */
export class EncryptedInstance<T>
  implements RxStorageInstance<T, Internals, InstanceOptions, RxStorageDefaultCheckpoint>
{
  readonly databaseName: string;
  readonly collectionName: string;
  readonly schema: Readonly<RxJsonSchema<RxDocumentData<T>>>;
  readonly internals: Internals;
  readonly options: Readonly<InstanceOptions>;
  readonly #durabilityOf: (context: string) => Durability;
  readonly #release: (removed: boolean) => Promise<void>;
  readonly #changes = new Subject<
    EventBulk<RxStorageChangeEvent<RxDocumentData<T>>, RxStorageDefaultCheckpoint>
  >();
  readonly #following: Subscription;
  #closed: Promise<void> | undefined;

  constructor(
    params: RxStorageInstanceCreationParams<T, InstanceOptions>,
    internals: Internals,
    durabilityOf: (context: string) => Durability,
    release: (removed: boolean) => Promise<void>,
  ) {
    this.databaseName = params.databaseName;
    this.collectionName = params.collectionName;
    this.schema = params.schema;
    this.options = params.options;
    this.internals = internals;
    this.#durabilityOf = durabilityOf;
    this.#release = release;
    this.#following = internals.engine
      .changes(internals.collection)
      .subscribe((bulk) => this.#changes.next(bulk as never));
  }

  async bulkWrite(rows: BulkWriteRow<T>[], context: string): Promise<RxStorageBulkWriteResponse<T>> {
    const { engine, collection } = this.#open();
    const write = { collection, schema: this.schema as never, rows: rows as never };
    const [error] = await engine.write([write], { context, durability: this.#durabilityOf(context) });
    return { error: (error ?? []) as never };
  }

  async findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<T>[]> {
    const { engine, collection } = this.#open();
    const found = await engine.find(collection, ids);
    return found.filter((document) => withDeleted || !document._deleted) as never;
  }

  async query(prepared: PreparedQuery<T>): Promise<RxStorageQueryResult<T>> {
    return { documents: await this.#reading((source) => runQuery(source, prepared)) };
  }

  async count(prepared: PreparedQuery<T>): Promise<RxStorageCountResult> {
    return await this.#reading((source) => runCount(source, prepared));
  }

  async getChangedDocumentsSince(limit: number, checkpoint?: RxStorageDefaultCheckpoint) {
    const path = this.#open().engine.collection(this.internals.collection).definition.primaryPath;
    const since = checkpoint ?? { id: '', lwt: 0 };
    const documents = await this.#reading(async (source) => {
      const lwt = source.rows.byPath.get('_meta.lwt');
      const { id } = source.rows;
      const index = source.indexes.find(({ columns }) => columns[0] === lwt && columns[1] === id);
      if (lwt === undefined || index === undefined) throw new StorageError('unsupported');
      const byTime = lwt.comparer(since.lwt);
      const byId = id.comparer(since.id);
      const rows: number[] = [];
      index.walk(
        (row) => byTime(row) || (byId(row) <= 0 ? -1 : 0),
        () => -1,
        false,
        (row) => rows.push(row) < limit,
      );
      return await source.read(rows.slice(0, limit));
    });
    const last = documents.at(-1);
    return {
      documents,
      checkpoint: last === undefined ? since : { id: String(Reflect.get(last, path)), lwt: last._meta.lwt },
    };
  }

  changeStream(): Observable<EventBulk<RxStorageChangeEvent<RxDocumentData<T>>, RxStorageDefaultCheckpoint>> {
    return this.#changes.asObservable();
  }

  async cleanup(minimumDeletedTime: number): Promise<boolean> {
    const { engine, collection } = this.#open();
    await engine.purgeDeleted(collection, Date.now() - minimumDeletedTime);
    return true;
  }

  getAttachmentData(): Promise<Blob> {
    return Promise.reject(new StorageError('unsupported'));
  }

  async remove(): Promise<void> {
    // Not one of ours: RxDB's storages all throw a bare Error here, and its tests ask for exactly that class.
    if (this.#closed !== undefined) throw Object.assign(new Error('closed'), { code: 'closed' });
    const { engine, collection } = this.internals;
    await engine.remove(collection);
    await this.#close(true);
  }

  close(): Promise<void> {
    return this.#close(false);
  }

  #close(removed: boolean): Promise<void> {
    this.#closed ??= (async () => {
      this.#following.unsubscribe();
      this.#changes.complete();
      await this.#release(removed);
    })();
    return this.#closed;
  }

  #open(): Internals {
    if (this.#closed !== undefined) throw new StorageError('closed');
    return this.internals;
  }

  async #reading<R>(work: (source: Source<T>) => Promise<R>): Promise<R> {
    const { engine, collection } = this.#open();
    return await engine.reading(collection, async (read) => {
      const { definition, rows, indexes } = engine.collection(collection);
      return await work({
        schema: this.schema as RxJsonSchema<RxDocumentData<T>>,
        primaryPath: definition.primaryPath,
        rows,
        indexes,
        read: (wanted) => read(wanted) as Promise<(RxDocumentData<T> & Document)[]>,
      });
    });
  }
}
