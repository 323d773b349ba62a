/** One record put in a strict transaction: what the browser and the disk ask of anybody. */
export async function openRaw(): Promise<{ put(round: number): Promise<void>; close(): void }> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('bench-raw', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('records');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const record = crypto.getRandomValues(new Uint8Array(600));
  return {
    put: (round) =>
      new Promise((resolve, reject) => {
        const transaction = database.transaction('records', 'readwrite', { durability: 'strict' });
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
        transaction.objectStore('records').put(record, round);
        transaction.commit();
      }),
    close: () => database.close(),
  };
}
