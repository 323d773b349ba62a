/** A small IndexedDB database of the browser host, with one object store. What is written is durable when it resolves. */
export interface DeviceDatabase {
  /** One transaction; resolves with what `read` asked for. */
  read<T>(ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T>;
  /** One strict transaction: when this resolves, what `act` did survives a power cut. */
  write(act: (store: IDBObjectStore) => void): Promise<void>;
}

/** Opened at its first use. An opening that fails is tried again at the next. */
export function openDeviceDatabase(
  name: string,
  storeName: string,
  createStore: (database: IDBDatabase) => void,
): DeviceDatabase {
  let database: Promise<IDBDatabase> | undefined;
  const open = () => {
    database ??= openDatabase(name, createStore, () => {
      database = undefined;
    }).catch((error: unknown) => {
      database = undefined;
      throw error;
    });
    return database;
  };
  return {
    read: async (ask) => {
      const request = ask((await open()).transaction(storeName).objectStore(storeName));
      return await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('device database could not be read'));
      });
    },
    write: async (act) => {
      const transaction = (await open()).transaction(storeName, 'readwrite', { durability: 'strict' });
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        const fail = () => reject(transaction.error ?? new Error('device database could not be written'));
        transaction.onerror = fail;
        transaction.onabort = fail;
        act(transaction.objectStore(storeName));
      });
    },
  };
}

function openDatabase(
  name: string,
  createStore: (database: IDBDatabase) => void,
  onLost: () => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => createStore(request.result);
    request.onsuccess = () => {
      request.result.onclose = onLost;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('device database could not be opened'));
    request.onblocked = () => reject(new Error('device database is held by an older window'));
  });
}
