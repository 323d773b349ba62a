import type { Page } from '@playwright/test';

/** Bytes that a device started with {@link smallDisk} has for the client. */
const SIZE = 16_000_000;

/** A switch of Chromium that gives each origin this little space: what no test can do to a real disk. */
export const smallDisk = [
  `--enable-features=StorageQuotaSettings:PoolSizeBytes/${SIZE}/PoolSizeRatio/0.0001`,
];

/** Takes what is left of the space, to the last small piece; resolves with how many bytes that were. */
export function fillDisk(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('somebody-else', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('files', { autoIncrement: true });
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const put = (bytes: Uint8Array) =>
      new Promise<boolean>((resolve) => {
        const transaction = database.transaction('files', 'readwrite', { durability: 'strict' });
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
        transaction.objectStore('files').put(bytes);
      });
    let taken = 0;
    for (const size of [65_536, 8_192, 1_024]) {
      // Random bytes: what can be compressed would take no space.
      while (await put(crypto.getRandomValues(new Uint8Array(size)))) taken += size;
    }
    database.close();
    return taken;
  });
}

/** Somebody has cleaned up. */
export function freeDisk(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase('somebody-else');
        deleting.onsuccess = () => resolve();
        deleting.onerror = () => reject(deleting.error);
      }),
  );
}
