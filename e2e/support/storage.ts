import type { Page } from '@playwright/test';

/** What the client keeps in this browser profile under its own names. */
export function replicaDatabases(page: Page): Promise<string[]> {
  return page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name = '' }) => name).filter((name) => name.startsWith('replica-')),
  );
}

/** Sealed copies that wait on this device to be sent, whoever made them. */
export function sealedCopies(page: Page): Promise<number> {
  return page.evaluate(async () => {
    if (window.branchline !== undefined)
      return (await window.branchline.readJournal()).filter(({ answered }) => answered === undefined).length;
    if (!(await indexedDB.databases()).some(({ name }) => name === 'branchline-journal')) return 0;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('branchline-journal');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    try {
      return await new Promise<number>((resolve, reject) => {
        const request = database.transaction('copies').objectStore('copies').getAll();
        request.onsuccess = () =>
          resolve(request.result.filter(({ answered }) => answered === undefined).length);
        request.onerror = () => reject(request.error);
      });
    } finally {
      database.close();
    }
  });
}

/**
 * Empties the store of secrets, as an operating system does that resets its key store: the device does not know any
 * more who it is, and nobody's vault is left. For a device that nobody is signed in on.
 */
export function loseSecrets(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('branchline-device');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    try {
      await new Promise<void>((resolve, reject) => {
        const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
        for (const name of database.objectStoreNames) transaction.objectStore(name).clear();
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  });
}
