import type { Bytes } from '../bytes.ts';
import { fromIndexedDB } from '../errors.ts';

/**
 * The only place that touches IndexedDB. Raw, without Dexie: durability has to be chosen for each transaction
 * (strict for an edit, relaxed for pulled data), and Dexie fixes it for each connection.
 *
 * Three object stores whose keys are plain integers and whose values are ciphertext: `blocks` by number, `ring`
 * (segments of the key ring) by number, `root` (two copies, so that one flipped bit does not cost the replica).
 */
export interface Vault {
  readRoots(): Promise<(Uint8Array | undefined)[]>;
  readRing(): Promise<Map<number, Uint8Array>>;
  readBlocks(numbers: readonly number[]): Promise<(Uint8Array | undefined)[]>;
  /** All of it or nothing, in the order of the calls. */
  commit(change: VaultChange, durability: 'strict' | 'relaxed'): Promise<void>;
  close(): void;
}

export interface VaultChange {
  blocks: readonly { number: number; record: Bytes }[];
  dropped: readonly number[];
  /** `null` removes the segment. */
  ring: readonly { segment: number; record: Bytes | null }[];
  root?: Bytes;
}

const STORES = ['blocks', 'ring', 'root'] as const;
const ROOT_COPIES = [0, 1] as const;

export async function openVault(factory: IDBFactory, name: string): Promise<Vault> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(fromIndexedDB(request.error));
  });
  // Another window deletes the replica (a wipe): holding on would block it for ever.
  database.onversionchange = () => database.close();

  function begin(
    stores: readonly string[],
    mode: IDBTransactionMode,
    durability: 'strict' | 'relaxed' | 'default',
  ): IDBTransaction {
    try {
      return database.transaction([...stores], mode, { durability });
    } catch (error) {
      throw fromIndexedDB(error);
    }
  }

  return {
    async readRoots() {
      const store = begin(['root'], 'readonly', 'default').objectStore('root');
      return await Promise.all(ROOT_COPIES.map((copy) => settled<Uint8Array | undefined>(store.get(copy))));
    },
    async readRing() {
      const store = begin(['ring'], 'readonly', 'default').objectStore('ring');
      const [keys, values] = await Promise.all([
        settled<IDBValidKey[]>(store.getAllKeys()),
        settled<Uint8Array[]>(store.getAll()),
      ]);
      return new Map(
        keys.flatMap((key, index) => {
          const value = values[index];
          return typeof key === 'number' && value !== undefined ? [[key, value] as const] : [];
        }),
      );
    },
    async readBlocks(numbers) {
      const store = begin(['blocks'], 'readonly', 'default').objectStore('blocks');
      const found = await Promise.all(runsOf(numbers).map((run) => readRun(store, run)));
      return found.flat();
    },
    commit: (change, durability) =>
      new Promise((resolve, reject) => {
        const transaction = begin(STORES, 'readwrite', durability);
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(fromIndexedDB(transaction.error));
        const [blocks, ring, root] = STORES.map((store) => transaction.objectStore(store));
        for (const { number, record } of change.blocks) blocks?.put(record, number);
        for (const number of change.dropped) blocks?.delete(number);
        for (const { segment, record } of change.ring)
          if (record === null) ring?.delete(segment);
          else ring?.put(record, segment);
        if (change.root !== undefined) for (const copy of ROOT_COPIES) root?.put(change.root, copy);
        transaction.commit();
      }),
    close: () => database.close(),
  };
}

export function deleteVault(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = factory.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(fromIndexedDB(request.error));
  });
}

function settled<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(fromIndexedDB(request.error));
  });
}

/** Shorter runs are not worth a request of another kind. */
const RUN = 4;

/** Splits into stretches of consecutive numbers. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

/** A request for each record costs Chromium more than the record itself. */
async function readRun(store: IDBObjectStore, run: readonly number[]): Promise<(Uint8Array | undefined)[]> {
  const one = (number: number) => settled<Uint8Array | undefined>(store.get(number));
  if (run.length < RUN || typeof IDBKeyRange === 'undefined') return await Promise.all(run.map(one));
  const range = IDBKeyRange.bound(run[0], run.at(-1));
  const [keys, values] = await Promise.all([
    settled<IDBValidKey[]>(store.getAllKeys(range)),
    settled<Uint8Array[]>(store.getAll(range)),
  ]);
  const found = new Map(keys.map((key, index) => [key, values[index]]));
  return run.map((number) => found.get(number));
}
