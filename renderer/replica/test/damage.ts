/** One stored block: which it is among those of its database, and where. */
export interface StoredBlock {
  database: string;
  number: number;
  isLast: boolean;
}

/** The blocks of all logs on a disk. */
export async function blocksOn(indexedDB: IDBFactory): Promise<StoredBlock[]> {
  const found: StoredBlock[] = [];
  await eachStore(indexedDB, async (name, blocks) => {
    const numbers = (await settled(blocks.getAllKeys())).map(Number);
    const last = Math.max(...numbers);
    found.push(...numbers.map((number) => ({ database: name, number, isLast: number === last })));
  });
  return found;
}

/** Changes one byte in each of these blocks. */
export async function flipBlocks(indexedDB: IDBFactory, doomed: readonly StoredBlock[]): Promise<void> {
  await eachStore(indexedDB, async (name, blocks) => {
    for (const { number } of doomed.filter(({ database }) => database === name)) {
      const bytes = new Uint8Array(await settled<ArrayBuffer>(blocks.get(number))).slice();
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      await settled(blocks.put(bytes, number));
    }
  });
}

async function eachStore(
  indexedDB: IDBFactory,
  work: (name: string, blocks: IDBObjectStore) => Promise<void>,
): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    const database = await settled(indexedDB.open(name));
    await work(name, database.transaction('blocks', 'readwrite').objectStore('blocks'));
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('refused'));
  });
}
