import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningServer } from '#sync-server/server.ts';
import { addFile, makeBank, PASSWORD, type TestBank } from '#sync-server/test/bank.ts';
import { stamped, startNode } from '#sync-server/test/node.ts';
import { createTestDatabase, type TestDatabase } from '#sync-server/test/postgres.ts';
import { createRemoteDevice, endThreads, statusWhere } from './remote-device.ts';

let database: TestDatabase;
let bank: TestBank;
let first: RunningServer;
let second: RunningServer;

beforeAll(async () => {
  database = await createTestDatabase();
  first = await startNode(database.url);
  second = await startNode(database.url);
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await endThreads();
  await first.close();
  await second.close();
  await database.drop();
});

it('[O16] with one of two nodes stopped people sign in and their edits arrive by the other, until the first is back', async () => {
  const id = await addFile(database.pool, bank.north, { managerId: bank.people.manager.id });
  await stamped(database.pool);
  const device = createRemoteDevice(first.url, { standbyUrls: [second.url] });
  const replica = await device.boot();
  const signIn = () => replica.signIn({ username: bank.people.manager.username, password: PASSWORD });
  await signIn();
  await replica.syncNow();
  expect(await statusWhere(replica, (status) => status.server !== undefined)).toMatchObject({
    connection: 'online',
    server: first.url,
  });

  const port = Number(new URL(first.url).port);
  await first.close();
  await replica.edit({
    collection: 'customers',
    intent: 'customer.edit',
    documentId: id,
    next: { mobile: '13900000022' },
  });
  await replica.syncNow();
  expect(await statusWhere(replica, (status) => status.server === second.url)).toMatchObject({
    connection: 'online',
    unsent: 0,
  });
  const stored = await database.pool.query<{ mobile: string }>(
    "select doc->>'mobile' as mobile from customers where id = $1",
    [id],
  );
  expect(stored.rows).toEqual([{ mobile: '13900000022' }]);
  await replica.signOut();
  expect((await signIn()).mode).toBe('online');

  first = await startNode(database.url, { port });
  await device.outside.call('shiftClock', 5 * 60_000);
  await replica.syncNow();
  await replica.syncNow();
  await statusWhere(replica, (status) => status.server === first.url);
  await device.scrap();
});
