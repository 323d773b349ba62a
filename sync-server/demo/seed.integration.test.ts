import { verify } from '@node-rs/argon2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#shared/domain/ids.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { seedDemoBank } from './seed.ts';
import { demoSignIns } from './sign-ins.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function contents() {
  const tables = [
    'customers',
    'holdings',
    'snapshots',
    'contact_logs',
    'tasks',
    'relationships',
    'cases',
    'transactions',
    'reference',
  ];
  const { rows } = await database.pool.query<{ t: string; n: number; digest: string; rev: number }>(
    tables
      .map(
        (t) => `select '${t}' as t, count(*) as n, max(rev) as rev,
                md5(string_agg(id::text || doc::text, '' order by id)) as digest from ${t}`,
      )
      .join(' union all ')
      .concat(' order by t'),
  );
  return rows;
}

describe('seeding the demo bank', () => {
  it('stops where it is told to, goes on from there, and ends as if never interrupted', async () => {
    const stop = new AbortController();
    const today = '2026-03-18';
    const interrupted = seedDemoBank(database.pool, {
      customers: 1000,
      today,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(interrupted).rejects.toThrow();
    const half = await contents();
    expect(half.find(({ t }) => t === 'customers')?.n).toBe(400);
    // The day of the first run counts: the second half must fit the first.
    expect(await seedDemoBank(database.pool, { customers: 1000, today: '2026-03-20' })).toBe('seeded');
    const resumed = await contents();

    const other = await createTestDatabase();
    await seedDemoBank(other.pool, { customers: 1000, today });
    const first = database;
    database = other;
    try {
      expect(await contents()).toEqual(resumed);
    } finally {
      await other.drop();
      database = first;
    }
  });

  it('is recognised when it is there, and grows when more customers are asked for', async () => {
    await seedDemoBank(database.pool, { customers: 203 });
    const before = await contents();
    expect(await seedDemoBank(database.pool, { customers: 203 })).toBe('already_seeded');
    expect(await contents()).toEqual(before);
    expect(await seedDemoBank(database.pool, { customers: 300 })).toBe('seeded');
    expect((await contents()).find(({ t }) => t === 'customers')).toMatchObject({ n: 300, rev: 1 });
  });

  it('lets each published sign-in in, as a demo account', async () => {
    await seedDemoBank(database.pool, { customers: 5 });
    for (const { username, password, role } of demoSignIns) {
      const { rows } = await database.pool.query<{ role: string; demo: boolean; password_hash: string }>(
        'select role, demo, password_hash from users where username = $1',
        [username],
      );
      expect(rows).toMatchObject([{ role, demo: true }]);
      expect(await verify(rows[0]?.password_hash ?? '', password)).toBe(true);
    }
  });

  it('never writes into a bank that is not the demo', async () => {
    const id = newId();
    await database.pool.query('insert into customers (id, customer_id, doc) values ($1, $1, $2)', [
      id,
      JSON.stringify({ id, customerId: id, customerNo: 'X1', branchId: newId() }),
    ]);
    expect(await seedDemoBank(database.pool, { customers: 100 })).toBe('refused');
    const { rows } = await database.pool.query<{ n: number }>(
      'select (select count(*) from customers) + (select count(*) from users) as n',
    );
    expect(rows[0]?.n).toBe(1);
  });
});
