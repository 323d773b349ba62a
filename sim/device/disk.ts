import { IDBFactory as FakeFactory } from 'fake-indexeddb';

/** What a disk holds: records by database, object store and key. */
export type Image = Map<string, Map<string, Map<IDBValidKey, Uint8Array>>>;

type Change =
  | { kind: 'make'; database: string; stores: string[] }
  | { kind: 'drop'; database: string }
  | { kind: 'put'; database: string; store: string; key: IDBValidKey; value: Uint8Array }
  | { kind: 'delete'; database: string; store: string; key: IDBValidKey };

/** A program's life. After its death nothing that it does has effect any more. */
export interface Life {
  readonly dead: boolean;
  /** A moment at which the program may die. */
  point(): void;
}

/**
 * A disk under IndexedDB. What a strict transaction wrote stays, with all that was written before it; what relaxed
 * ones wrote since can be lost when the program dies, the latest first.
 */
export class Disk {
  #durable: Image = new Map();
  #relaxed: Change[][] = [];

  /** IndexedDB as a program finds it when it starts. What it does counts only while it lives. */
  async mount(life: Life): Promise<IDBFactory> {
    const factory = new FakeFactory();
    for (const [name, stores] of this.#durable) await fill(factory, name, stores);
    return recorded(factory, (changes, durability) => {
      life.point();
      if (life.dead) return;
      if (durability === 'relaxed') this.#relaxed.push(changes);
      else this.#store([...this.#relaxed.splice(0).flat(), ...changes]);
      life.point();
    });
  }

  /** The machine stops: of what was not made durable this part (0 to 1) had reached the disk. */
  stop(part: number): void {
    const kept = Math.round(this.#relaxed.length * part);
    this.#store(this.#relaxed.slice(0, kept).flat());
    this.#relaxed = [];
  }

  copy(): Image {
    return new Map(
      [...this.#durable].map(([name, stores]) => [
        name,
        new Map([...stores].map(([store, records]) => [store, new Map(records)])),
      ]),
    );
  }

  restore(image: Image): void {
    this.#relaxed = [];
    this.#durable = new Map(image);
    this.#durable = this.copy();
  }

  /** Every record, for searching. */
  *records(): Generator<Uint8Array> {
    for (const stores of this.#durable.values())
      for (const records of stores.values()) yield* records.values();
  }

  #store(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'drop') this.#durable.delete(change.database);
      else if (change.kind === 'make') {
        const stores = this.#durable.get(change.database) ?? new Map();
        for (const store of change.stores) if (!stores.has(store)) stores.set(store, new Map());
        this.#durable.set(change.database, stores);
      } else {
        const records = this.#durable.get(change.database)?.get(change.store);
        if (change.kind === 'put') records?.set(change.key, change.value);
        else records?.delete(change.key);
      }
    }
  }
}

type Record = (changes: Change[], durability: IDBTransactionDurability) => void;

async function fill(
  factory: IDBFactory,
  name: string,
  stores: ReadonlyMap<string, Map<IDBValidKey, Uint8Array>>,
) {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => {
      for (const [store, records] of stores) {
        const made = request.result.createObjectStore(store);
        for (const [key, value] of records) made.put(value, key);
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the disk could not be mounted'));
  });
  database.close();
}

function recorded(factory: IDBFactory, record: Record): IDBFactory {
  return new Proxy(factory, {
    get(target, property) {
      if (property === 'open') {
        return (name: string, version?: number) => {
          const request = target.open(name, version);
          request.addEventListener('success', () => {
            const database = request.result;
            record([{ kind: 'make', database: name, stores: [...database.objectStoreNames] }], 'strict');
            recordTransactions(database, name, record);
          });
          return request;
        };
      }
      if (property === 'deleteDatabase') {
        return (name: string) => {
          const request = target.deleteDatabase(name);
          request.addEventListener('success', () => record([{ kind: 'drop', database: name }], 'strict'));
          return request;
        };
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function recordTransactions(database: IDBDatabase, name: string, record: Record): void {
  const begin = database.transaction.bind(database);
  database.transaction = (stores, mode, options) => {
    const transaction = begin(stores, mode, options);
    if (mode !== 'readwrite') return transaction;
    const changes: Change[] = [];
    const open = transaction.objectStore.bind(transaction);
    transaction.objectStore = (store) => follow(open(store), (change) => changes.push(change), name);
    transaction.addEventListener('complete', () => record(changes, options?.durability ?? 'default'));
    return transaction;
  };
}

function follow(store: IDBObjectStore, note: (change: Change) => void, database: string): IDBObjectStore {
  const put = store.put.bind(store);
  const remove = store.delete.bind(store);
  store.put = (value: Uint8Array, key) => {
    if (key === undefined) throw new TypeError('records of a replica have keys of their own');
    note({ kind: 'put', database, store: store.name, key, value: value.slice() });
    return put(value, key);
  };
  store.delete = (key) => {
    if (key instanceof Object && !Array.isArray(key)) throw new TypeError('one record at a time is deleted');
    note({ kind: 'delete', database, store: store.name, key: key as IDBValidKey });
    return remove(key);
  };
  for (const other of ['add', 'clear'] as const)
    store[other] = () => {
      throw new TypeError(`the simulated disk does not know ${other}`);
    };
  return store;
}
