import { pino } from 'pino';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsStatus } from '#shared/protocol/operations.ts';
import type { RunningServer } from '../server.ts';
import { addFile, customerDoc, insert, makeBank, patch, type TestBank, taskDoc } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { until } from '../test/until.ts';
import { checkFeed, checkFeedWhenDue } from './check-feed.ts';
import { FEED_SETTING, pruneFeed } from './prune-feed.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
const log = pino({ level: 'silent' });
const clock = () => new Date();

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

/** Changes something behind the triggers' back, as a fault or a hand at psql could. */
async function unseen(sql: string, values: unknown[]): Promise<void> {
  const client = await database.pool.connect();
  await client.query('begin; set local session_replication_role = replica');
  await client.query(sql, values);
  await client.query('commit');
  client.release();
}

const check = async () => {
  await stamped(database.pool);
  const result = await checkFeed(database.pool, clock, log);
  await stamped(database.pool);
  return result;
};

describe('the nightly check', () => {
  it('[F7] finds what the feed lacks and puts it there, so that replicas are right again', async () => {
    const { manager, otherManager } = bank.people;
    const file = await addFile(database.pool, bank.north, { managerId: manager.id });
    const covered = await addFile(database.pool, bank.south);
    await database.pool.query(
      `insert into covers (id, user_id, customer_id, ends_at, reason) values ($1, $2, $3, now() + interval '1 day', 'x')`,
      [v7(), manager.id, covered],
    );
    await stamped(database.pool);
    const [first, second] = [await Device.of(server.url, manager), await Device.of(server.url, otherManager)];
    await Promise.all([first.sync(), second.sync()]);
    expect(await check()).toMatchObject({ files: 2, repairedFiles: 0, repairedDocuments: 0 });
    // What the feed still says of the files as they were is behind them, the cover that the check turned too.
    await Promise.all([first.sync(), second.sync()]);

    const task = taskDoc(covered, manager.id);
    await unseen('insert into tasks (id, customer_id, doc) values ($1, $2, $3)', [
      task.id,
      covered,
      JSON.stringify(task),
    ]);
    await unseen(`update customers set rev = rev + 1, doc = doc || $2::jsonb where id = $1`, [
      file,
      JSON.stringify({ managerId: otherManager.id }),
    ]);
    await Promise.all([first.sync(), second.sync()]);
    expect([first.get('tasks', task.id), second.get('customers', file)]).toEqual([undefined, undefined]);
    expect(await check()).toMatchObject({ repairedFiles: 1, repairedDocuments: 1 });
    await Promise.all([first.sync(), second.sync()]);
    expect(first.idsOf('customers')).toEqual([covered]);
    expect(first.get('tasks', task.id)).toMatchObject({ id: task.id });
    expect(second.idsOf('customers')).toEqual([file]);
    expect(await check()).toMatchObject({ repairedFiles: 0, repairedDocuments: 0 });
    const admin = await Device.of(server.url, bank.people.admin);
    expect(operationsStatus.parse(await admin.request('/operations/status')).feedCheck).toMatchObject({
      files: 2,
      repairedFiles: 0,
      finishedAt: expect.any(String),
    });
  });

  it('[F7] runs once, in the small hours of the bank or when a day has gone by without', async () => {
    const at = (text: string) => () => new Date(text);
    await database.pool.query(`update feed_checks set started_at = '2027-03-01T18:00:00Z'`);
    expect(await checkFeedWhenDue(database.pool, at('2027-03-02T06:00:00Z'), log)).toBeUndefined();
    expect(await checkFeedWhenDue(database.pool, at('2027-03-02T15:00:00Z'), log)).toBeUndefined();
    // Its node died over it.
    await database.pool.query(`insert into feed_checks (started_at) values ('2027-03-02T17:50:00Z')`);
    expect(await checkFeedWhenDue(database.pool, at('2027-03-02T18:00:00Z'), log)).toBeDefined();
    expect(await checkFeedWhenDue(database.pool, at('2027-03-02T18:10:00Z'), log)).toBeUndefined();
    expect(await checkFeedWhenDue(database.pool, at('2027-03-03T23:30:00Z'), log)).toBeUndefined();
    expect(await checkFeedWhenDue(database.pool, at('2027-03-04T06:00:00Z'), log)).toBeDefined();
    const both = await Promise.all([1, 2].map(() => checkFeed(database.pool, clock, log)));
    expect(both.filter((result) => result !== undefined).length).toBeGreaterThan(0);
  });

  it('[F8] tries dead letters again, and keeps those that are still dead', async () => {
    const { branchId, ...homeless } = customerDoc(bank.north);
    await insert(database.pool, 'customers', homeless);
    const letters = async () =>
      (await database.pool.query('select 1 from feed_dead_letters where id = $1', [homeless.id])).rowCount;
    await until(async () => (await letters()) === 1);
    expect(await check()).toMatchObject({ retriedLetters: 1 });
    expect(await letters()).toBe(1);
    await unseen('update customers set doc = doc || $2::jsonb where id = $1', [
      homeless.id,
      JSON.stringify({ branchId }),
    ]);
    await check();
    expect(await letters()).toBe(0);
    const device = await Device.of(server.url, bank.people.teller);
    await device.sync();
    expect(device.idsOf('customers')).toContain(homeless.id);
  });

  it('[F9] leaves rows on the feed for as long as it is set', async () => {
    const file = await addFile(database.pool, bank.north);
    await patch(database.pool, 'customers', file, { occupation: '一' });
    await stamped(database.pool);
    const later = new Date(Date.now() + 10 * 86_400_000);
    expect(await pruneFeed(database.pool, later)).toBe(0);
    await database.pool.query('insert into settings (name, value) values ($1, $2)', [
      FEED_SETTING,
      JSON.stringify({ days: 7 }),
    ]);
    expect(await pruneFeed(database.pool, later)).toBeGreaterThan(0);
  });
});
