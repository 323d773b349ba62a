import type { Page } from '@playwright/test';

/** Bytes that a device started with {@link smallDisk} has for the client. */
const SIZE = 16_000_000;

/** A switch of Chromium that gives each origin this little space: what no test can do to a real disk. */
export const smallDisk = [
  `--enable-features=StorageQuotaSettings:PoolSizeBytes/${SIZE}/PoolSizeRatio/0.0001`,
];

declare global {
  interface Window {
    /** Ends the filling of the disk and gives back what it took. */
    freeDisk?: () => Promise<void>;
  }
}

/** Takes all space there is, and what comes free, until {@link freeDisk}. Resolves when there is none for a while. */
export function fillDisk(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const opening = indexedDB.open('somebody-else', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('files', { autoIncrement: true });
    const database = await done(opening);

    const put = (size: number) =>
      new Promise<boolean>((resolve) => {
        const transaction = database.transaction('files', 'readwrite', { durability: 'strict' });
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
        // Random bytes: what can be compressed would take no space.
        transaction.objectStore('files').put(crypto.getRandomValues(new Uint8Array(size)));
      });
    let filling = true;
    /** How often in a row there was no space: Chromium tidies up and gives some back for a while. */
    let full = 0;
    const enough = Promise.withResolvers<void>();
    const work = (async () => {
      while (filling) {
        let taken = false;
        for (const size of [65_536, 8_192, 1_024]) while (filling && (await put(size))) taken = true;
        full = taken ? 0 : full + 1;
        if (full === 5) enough.resolve();
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    window.freeDisk = async () => {
      filling = false;
      await work;
      database.close();
      await done(indexedDB.deleteDatabase('somebody-else'));
    };
    await enough.promise;
  });
}

/** Somebody has cleaned up. */
export function freeDisk(page: Page): Promise<void> {
  return page.evaluate(() => window.freeDisk?.());
}
