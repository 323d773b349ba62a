import type { Page } from '@playwright/test';

/**
 * Flips a byte in every other stored block of every replica, as a failing disk would. Resolves with how many blocks
 * were hit. For a device that nobody is signed in on: an open replica holds its blocks in memory.
 */
export function flipStoredBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    let flipped = 0;
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('replica-')) continue;
      const database = await done(indexedDB.open(name));
      const transaction = database.transaction('blocks', 'readwrite');
      const finished = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
      const store = transaction.objectStore('blocks');
      const keys = await done(store.getAllKeys());
      for (const key of keys.filter((_, index) => index % 2 === 0)) {
        const value: unknown = await done(store.get(key));
        if (damage(value)) {
          store.put(value, store.keyPath === null ? key : undefined);
          flipped++;
        }
      }
      await finished;
      database.close();
    }
    return flipped;

    /** Somewhere in the first bytes it finds, as deep as they lie. */
    function damage(value: unknown): boolean {
      if (value instanceof ArrayBuffer) return damage(new Uint8Array(value));
      if (value instanceof Uint8Array) {
        const at = value.length >> 1;
        value[at] = (value[at] ?? 0) ^ 0x10;
        return value.length > 0;
      }
      return typeof value === 'object' && value !== null && Object.values(value).some(damage);
    }
  });
}
