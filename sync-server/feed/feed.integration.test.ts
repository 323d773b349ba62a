import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { turnCovers } from '../jobs/covers.ts';
import { FEED_DAYS, pruneFeed } from '../jobs/prune-feed.ts';
import type { RunningServer } from '../server.ts';
import { addFile, customerDoc, insert, makeBank, patch, type TestBank, taskDoc } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { until } from '../test/until.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

async function feedOf(customerId: string): Promise<string[]> {
  await stamped(database.pool);
  const found = await database.pool.query<{ line: string }>(
    `select concat_ws(' ', channel, kind, table_name) as line from feed where customer_id = $1 order by pos`,
    [customerId],
  );
  return found.rows.map((row) => row.line);
}

describe('the change log', () => {
  it('[F1] refuses the removal of replicated rows', async () => {
    const id = await addFile(database.pool, bank.north);
    await expect(database.pool.query('delete from customers where id = $1', [id])).rejects.toMatchObject({
      code: '23001',
    });
    await expect(database.pool.query('truncate tasks')).rejects.toMatchObject({ code: '23001' });
  });

  it('[F1] gives revisions itself, whatever a writer says', async () => {
    const id = await addFile(database.pool, bank.north);
    await database.pool.query('update customers set rev = 900 where id = $1', [id]);
    const found = await database.pool.query('select rev from customers where id = $1', [id]);
    expect(found.rows[0]).toEqual({ rev: 2 });
  });
});

describe('the stamper', () => {
  it('[F2] holds up nobody for an open transaction, and puts a late commit after what came before it', async () => {
    const slow = await database.pool.connect();
    await slow.query('begin');
    const late = customerDoc(bank.north);
    await insert(slow, 'customers', late);
    const early = await addFile(database.pool, bank.north);
    await until(async () => (await posOf(early)) !== undefined);
    expect(await posOf(late.id)).toBeUndefined();
    await slow.query('commit');
    slow.release();
    const after = await until(() => posOf(late.id));
    expect(after).toBeGreaterThan((await posOf(early)) ?? 0);
  });

  it('[F3] writes one row for a file that enters, and none for what came with it', async () => {
    const customer = customerDoc(bank.north, { managerId: bank.people.manager.id });
    const client = await database.pool.connect();
    await client.query('begin');
    await insert(client, 'tasks', taskDoc(customer.id, v7()));
    await insert(client, 'customers', customer);
    await client.query('commit');
    client.release();
    expect((await feedOf(customer.id)).sort()).toEqual(
      [`branch:${bank.north} enter`, `manager:${bank.people.manager.id} enter`].sort(),
    );
  });

  it('[F3] tells the channel left, the channel entered, and the one that stays of the document', async () => {
    const { manager, otherManager } = bank.people;
    const id = await addFile(database.pool, bank.north, { managerId: manager.id });
    const before = (await feedOf(id)).length;
    await patch(database.pool, 'customers', id, { managerId: otherManager.id });
    expect((await feedOf(id)).slice(before).sort()).toEqual(
      [
        `branch:${bank.north} doc customers`,
        `manager:${manager.id} leave`,
        `manager:${otherManager.id} enter`,
      ].sort(),
    );
  });

  it('[F6] tells both files of a document that moved', async () => {
    const [from, to] = [await addFile(database.pool, bank.north), await addFile(database.pool, bank.south)];
    const task = taskDoc(from, v7());
    await insert(database.pool, 'tasks', task);
    await stamped(database.pool);
    await database.pool.query('update tasks set customer_id = $2 where id = $1', [task.id, to]);
    expect((await feedOf(from)).at(-1)).toBe(`branch:${bank.north} doc tasks`);
    expect((await feedOf(to)).at(-1)).toBe(`branch:${bank.south} doc tasks`);
  });

  it('[F5] lays a change that it cannot stamp aside, and goes on', async () => {
    const { branchId: _, ...homeless } = customerDoc(bank.north);
    await insert(database.pool, 'customers', homeless);
    await database.pool.query(`insert into change_log (table_name, id) values ('nonsense', $1)`, [v7()]);
    const good = await addFile(database.pool, bank.north);
    await until(() => posOf(good));
    const letters = await database.pool.query<{ reason: string }>(
      'select reason from feed_dead_letters order by reason',
    );
    expect(letters.rows.map((row) => row.reason)).toEqual(['a file without a branch', 'unknown table']);
  });

  it('[F4] of another node takes over when the one at work dies', async () => {
    const second = await startNode(database.url);
    expect([server.stamping, second.stamping]).toEqual([true, false]);
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'branchline stamper'`,
    );
    await until(async () => server.stamping || second.stamping);
    const id = await addFile(database.pool, bank.north);
    await until(() => posOf(id));
    await server.close();
    server = second;
    await until(async () => second.stamping);
    const next = await addFile(database.pool, bank.north);
    await until(() => posOf(next));
  });
});

describe('jobs', () => {
  it('a cover begins and ends in its time, though nobody writes at that moment', async () => {
    const customerId = await addFile(database.pool, bank.south);
    const cover = v7();
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    await database.pool.query(
      `insert into covers (id, user_id, customer_id, starts_at, ends_at, reason) values ($1, $2, $3, $4, $5, '代班')`,
      [cover, bank.people.manager.id, customerId, at(-1), at(1)],
    );
    await stamped(database.pool);
    const device = await Device.of(server.url, bank.people.manager);
    await device.sync();
    expect(device.idsOf('customers')).toContain(customerId);
    await turnCovers(database.pool, at(2));
    expect((await feedOf(customerId)).at(-1)).toBe(`cover:${cover} leave`);
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
  });

  it('[L8] pruning keeps the last row of each channel, and tells an older checkpoint to start anew', async () => {
    const [quiet, late] = [
      await Device.of(server.url, bank.people.boss),
      await Device.of(server.url, bank.people.teller),
    ];
    await late.sync();
    const id = await addFile(database.pool, bank.north);
    await stamped(database.pool);
    await patch(database.pool, 'customers', id, { name: '后来' });
    await stamped(database.pool);
    await quiet.sync();
    const pruned = await pruneFeed(database.pool, new Date(Date.now() + (FEED_DAYS + 1) * 86_400_000));
    expect(pruned).toBeGreaterThan(0);
    await expect(late.pull()).rejects.toMatchObject({ body: { code: 'resync_required' } });
    expect((await quiet.sync()).pages).toEqual([]);
  });
});

async function posOf(customerId: string): Promise<number | undefined> {
  const found = await database.pool.query<{ pos: number }>(
    'select pos from feed where customer_id = $1 limit 1',
    [customerId],
  );
  return found.rows[0]?.pos;
}
