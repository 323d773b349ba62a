import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { until } from '../test/until.ts';
import { createPool, inTransaction, type Pool } from './pool.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, { max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('a connection that the database ends between two statements fails its transaction and nothing else', async () => {
  const unheard: unknown[] = [];
  const onError = (error: unknown) => unheard.push(error);
  process.on('uncaughtException', onError);
  try {
    const failed = inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      let ended = false;
      client.once('end', () => {
        ended = true;
      });
      await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await until(async () => ended);
      await client.query('select 1');
    });
    await expect(failed).rejects.toThrow();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(unheard).toEqual([]);
  } finally {
    process.off('uncaughtException', onError);
  }
});
