import { Buffer } from 'node:buffer';

/** How many records of all databases hold one of these texts, as UTF-8, as UTF-16 or in base64. */
export async function findIn(factory: IDBFactory, texts: readonly string[]): Promise<number> {
  const needles = texts.flatMap((text) => [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/.?=*$/, ''), 'latin1'),
  ]);
  let found = 0;
  for (const { name } of await factory.databases()) {
    if (name === undefined) continue;
    const database = await settled(factory.open(name));
    for (const store of database.objectStoreNames) {
      const records: unknown[] = await settled(database.transaction(store).objectStore(store).getAll());
      const bytes = records.map((record) =>
        record instanceof Uint8Array
          ? Buffer.from(record)
          : Buffer.from(JSON.stringify(record) ?? '', 'utf8'),
      );
      found += bytes.filter((record) => needles.some((needle) => record.includes(needle))).length;
    }
    database.close();
  }
  return found;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
  });
}
