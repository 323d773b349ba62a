import { secretName } from '#shared/ipc/desktop-api.ts';

const DATABASE = 'branchline-device';
const STORE = 'secrets';
/** With a colon, so that no secret can have this name. */
const KEY_NAME = 'key:device';
const ALGORITHM = 'AES-GCM';

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export interface BrowserSecrets {
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/**
 * Small secrets in IndexedDB, encrypted under a WebCrypto key that scripts can use but not export. This keeps them
 * from a glance at the profile folder and from other origins, not from somebody who holds the disk and runs the
 * browser on it: the desktop's key store is there for that (docs/SECURITY.md).
 */
export function openBrowserSecrets(): BrowserSecrets {
  let database: Promise<IDBDatabase> | undefined;
  const open = () => {
    database ??= openDatabase().catch((error: unknown) => {
      database = undefined;
      throw error;
    });
    return database;
  };

  return {
    read: async (name) => {
      const db = await open();
      const [sealed, key] = await Promise.all([
        get<Sealed>(db, secretName.parse(name)),
        get<CryptoKey>(db, KEY_NAME),
      ]);
      if (!sealed || !key) return null;
      try {
        const parameters = { name: ALGORITHM, iv: sealed.iv, additionalData: bytesOf(name) };
        return new TextDecoder().decode(await crypto.subtle.decrypt(parameters, key, sealed.data));
      } catch {
        return null;
      }
    },
    write: async (name, value) => {
      const db = await open();
      const key = await deviceKey(db);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      // The name is authenticated too: a sealed value moved under another name does not open.
      const parameters = { name: ALGORITHM, iv, additionalData: bytesOf(name) };
      const data = await crypto.subtle.encrypt(parameters, key, bytesOf(value));
      await put(db, secretName.parse(name), { iv, data } satisfies Sealed);
    },
    remove: async (name) => {
      const db = await open();
      await finished(db.transaction(STORE, 'readwrite'), (store) => store.delete(secretName.parse(name)));
    },
  };
}

/** Two windows may start at once: the key that was stored first is the key of both. */
async function deviceKey(db: IDBDatabase): Promise<CryptoKey> {
  const known = await get<CryptoKey>(db, KEY_NAME);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  try {
    await finished(db.transaction(STORE, 'readwrite'), (store) => store.add(made, KEY_NAME));
    return made;
  } catch {
    const other = await get<CryptoKey>(db, KEY_NAME);
    if (!other) throw new Error('device key could not be stored');
    return other;
  }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('device store could not be opened'));
    request.onblocked = () => reject(new Error('device store is held by an older window'));
  });
}

function get<T>(db: IDBDatabase, key: string): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const request: IDBRequest<T | undefined> = db.transaction(STORE).objectStore(STORE).get(key);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('device store could not be read'));
  });
}

function put(db: IDBDatabase, key: string, value: Sealed): Promise<void> {
  return finished(db.transaction(STORE, 'readwrite', { durability: 'strict' }), (store) =>
    store.put(value, key),
  );
}

function finished(transaction: IDBTransaction, act: (store: IDBObjectStore) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve();
    const fail = () => reject(transaction.error ?? new Error('device store could not be written'));
    transaction.onerror = fail;
    transaction.onabort = fail;
  });
}
