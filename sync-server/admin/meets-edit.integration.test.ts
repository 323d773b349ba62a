import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../db/pool.ts';
import type { RunningServer } from '../server.ts';
import { addFile, makeBank, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { customerEdit } from '../test/mutations.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { until } from '../test/until.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let boss: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  boss = await Device.of(server.url, bank.people.boss);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

/** Somebody has the file locked while `meanwhile` runs, and then commits. */
async function whileLocked(file: string, meanwhile: (holder: Client) => Promise<void>): Promise<void> {
  const holder = await database.pool.connect();
  try {
    await holder.query('begin');
    await holder.query('select 1 from customers where id = $1 for update', [file]);
    await meanwhile(holder);
    await holder.query('commit');
  } finally {
    holder.release();
  }
}

const waiting = () =>
  until(async () => {
    const found = await database.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return found.rowCount !== 0;
  });

describe('an act about a file that is being edited', () => {
  it('is answered in time, to be asked again, and is done when it is', async () => {
    const { manager, otherManager } = bank.people;
    const file = await addFile(database.pool, bank.north, { managerId: manager.id });
    const other = await addFile(database.pool, bank.north, { managerId: manager.id });
    const reason = '依规办理';
    const cover = { userId: otherManager.id, customerId: file, endsAt: '2026-11-27T10:00:00.000Z', reason };
    const acts: readonly [string, object][] = [
      ['/admin/covers', cover],
      ['/admin/restrictions', { customerId: file, readers: [manager.id], reason }],
      [`/admin/customers/${file}/merge`, { survivorId: other, reason }],
    ];
    await whileLocked(file, async () => {
      for (const answer of await Promise.allSettled(acts.map(([path, body]) => boss.post(path, body))))
        expect(answer).toMatchObject({ reason: { status: 503, body: { code: 'unavailable' } } });
    });
    for (const [path, body] of acts) {
      await boss.post(path, body);
      // A merge would wait for what was asked just now to be decided.
      await database.pool.query('delete from restriction_requests');
    }
  });

  it('is refused, and not failed, where the customer is merged into another while it waits', async () => {
    const { manager, otherManager } = bank.people;
    const file = await addFile(database.pool, bank.north, { managerId: otherManager.id });
    const survivor = await addFile(database.pool, bank.north, { managerId: otherManager.id });
    const former = await Device.of(server.url, manager);
    const owner = await Device.of(server.url, otherManager);
    const edit = customerEdit(file, { employer: null }, { employer: '乙公司' });
    expect(await former.pushOne(edit)).toMatchObject({ outcome: 'parked' });
    await whileLocked(file, async (holder) => {
      const deciding = owner.post(`/parked/${edit.id}`, { decision: 'apply' });
      deciding.catch(() => undefined);
      await waiting();
      await holder.query(
        `insert into customer_redirects (merged_id, survivor_id, reason, merged_by, merged_at)
         values ($1, $2, '同一人', $3, now())`,
        [file, survivor, bank.people.boss.id],
      );
      await holder.query('commit');
      await expect(deciding).rejects.toMatchObject({ status: 409, body: { code: 'conflict' } });
    });
  });
});
