import { expect, it } from 'vitest';
import { Disk } from './disk.ts';
import { ProgramLife } from './machine.ts';

async function open(factory: IDBFactory): Promise<IDBDatabase> {
  return await new Promise((resolve, reject) => {
    const request = factory.open('log', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('blocks');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function put(database: IDBDatabase, key: number, durability: IDBTransactionDurability): Promise<void> {
  const transaction = database.transaction(['blocks'], 'readwrite', { durability });
  transaction.objectStore('blocks').put(new Uint8Array([key]), key);
  await new Promise<void>((resolve) => {
    transaction.oncomplete = () => resolve();
  });
}

const kept = (disk: Disk) => [...disk.records()].map(([first]) => first);

it('a disk that loses power keeps what was strict, all before it, and of the rest the first part', async () => {
  const disk = new Disk();
  const database = await open(await disk.mount(new ProgramLife()));
  await put(database, 1, 'relaxed');
  await put(database, 2, 'strict');
  for (const key of [3, 4, 5]) await put(database, key, 'relaxed');
  disk.stop(0.34);
  expect(kept(disk)).toEqual([1, 2, 3]);
  const again = await open(await disk.mount(new ProgramLife()));
  await put(again, 6, 'strict');
  expect(kept(disk)).toEqual([1, 2, 3, 6]);
});

it('a program writes nothing after its death', async () => {
  const disk = new Disk();
  const life = new ProgramLife();
  const database = await open(await disk.mount(life));
  await put(database, 1, 'strict');
  life.dead = true;
  await put(database, 2, 'strict');
  expect(kept(disk)).toEqual([1]);
});
