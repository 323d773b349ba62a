import type { Disk } from './setup.ts';

export type Store = 'blocks' | 'ring' | 'root';

/** Reads and changes what lies on the disk, behind the storage's back. */
export async function records(disk: Disk, store: Store): Promise<Map<number, Uint8Array>> {
  return await onStore(disk, store, 'readonly', async (objects) => {
    const keys = await asked(objects.getAllKeys());
    const values = await asked(objects.getAll());
    return new Map(keys.map((key, index) => [Number(key), values[index] as Uint8Array]));
  });
}

export async function put(disk: Disk, store: Store, key: number, value: unknown): Promise<void> {
  await onStore(disk, store, 'readwrite', (objects) => asked(objects.put(value, key)));
}

export async function remove(disk: Disk, store: Store, key: number): Promise<void> {
  await onStore(disk, store, 'readwrite', (objects) => asked(objects.delete(key)));
}

export async function databaseName(disk: Disk): Promise<string> {
  const [found] = await disk.indexedDB.databases();
  return found?.name ?? '';
}

async function onStore<T>(
  disk: Disk,
  store: Store,
  mode: IDBTransactionMode,
  work: (objects: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const opening = disk.indexedDB.open(await databaseName(disk), 1);
  const database = await asked(opening as unknown as IDBRequest<IDBDatabase>);
  try {
    return await work(database.transaction(store, mode).objectStore(store));
  } finally {
    database.close();
  }
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export function flipped(record: Uint8Array, at: number): Uint8Array {
  const changed = record.slice();
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
