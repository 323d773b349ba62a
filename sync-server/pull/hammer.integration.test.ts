import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pool } from '../db/pool.ts';
import type { RunningServer } from '../server.ts';
import { addFile, insert, makeBank, type TestBank, taskDoc } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { randomOf } from '../test/hostile.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

const SEED = Number(process.env.HAMMER_SEED ?? Date.now() % 1_000_000);
const MILLISECONDS = 6000;
const FILES = 60;

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

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Moves, edits, adds and deletes in transactions that overlap, commit late or are rolled back. */
async function write(
  pool: Pool,
  files: readonly string[],
  random: () => number,
  end: number,
): Promise<number> {
  const { manager, otherManager } = bank.people;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  let commits = 0;
  while (Date.now() < end) {
    const client = await pool.connect();
    try {
      await client.query('begin');
      for (let steps = 1 + Math.floor(random() * 3); steps > 0; steps--) {
        const file = pick(files);
        const what = random();
        if (what < 0.3) {
          const owner = {
            managerId: pick([manager.id, otherManager.id]),
            branchId: pick([bank.north, bank.south]),
          };
          await client.query('update customers set doc = doc || $2::jsonb where id = $1', [
            file,
            JSON.stringify(owner),
          ]);
        } else if (what < 0.6) await insert(client, 'tasks', taskDoc(file, manager.id));
        else if (what < 0.8) {
          await client.query(
            `update tasks set doc = doc || jsonb_build_object('title', $2::text)
             where id = (select id from tasks where customer_id = $1 order by random() limit 1)`,
            [file, `标题${random()}`],
          );
        } else if (what < 0.9) {
          await client.query(
            'update tasks set deleted = true where id = (select id from tasks where customer_id = $1 limit 1)',
            [file],
          );
        } else {
          await client.query(
            `update tasks set customer_id = $2::uuid, doc = doc || jsonb_build_object('customerId', $2::uuid)
             where id = (select id from tasks where customer_id = $1 limit 1)`,
            [file, pick(files)],
          );
        }
        if (random() < 0.3) await pause(random() * 60);
      }
      await client.query(random() < 0.2 ? 'rollback' : 'commit');
      commits += 1;
    } catch {
      // Dead-locks are part of the exercise.
      await client.query('rollback');
    } finally {
      client.release();
    }
    await pause(random() * 8);
  }
  return commits;
}

/** What a user should hold, straight from the tables. */
async function scopeOf(where: string, value: string): Promise<string[]> {
  const found = await database.pool.query<{ line: string }>(
    `with files as (select id from customers where ${where} = $1)
     select 'customers ' || id || ' ' || rev as line from customers where id in (select id from files) and not deleted
     union all select 'tasks ' || id || ' ' || rev from tasks
       where customer_id in (select id from files) and not deleted
     union all select 'contactLogs ' || id || ' ' || rev from contact_logs
       where customer_id in (select id from files) and not deleted`,
    [value],
  );
  return found.rows.map((row) => row.line).sort();
}

describe('readers under concurrent writers', () => {
  it(`[F2] end with exactly their scope, whatever committed late or was rolled back (seed ${SEED})`, async () => {
    const { teller, southTeller, manager, otherManager } = bank.people;
    const files: string[] = [];
    for (let i = 0; i < FILES; i++) {
      files.push(await addFile(database.pool, i % 2 ? bank.north : bank.south, { managerId: manager.id }));
    }
    const readers = await Promise.all(
      [teller, southTeller, manager, otherManager].map((person) => Device.of(server.url, person)),
    );
    const end = Date.now() + MILLISECONDS;
    const writers = [1, 2, 3].map((n) => write(database.pool, files, randomOf(SEED + n), end));
    const reading = readers.map(async (reader, n) => {
      const random = randomOf(SEED + 100 + n);
      let pulls = 0;
      while (Date.now() < end) {
        const checkpoint = reader.checkpoint;
        await reader.pull(10 + Math.floor(random() * 100));
        // Now and then the answer's data arrived but its checkpoint was lost.
        if (random() < 0.1) reader.checkpoint = checkpoint;
        pulls += 1;
        await pause(random() * 30);
      }
      return pulls;
    });
    const commits = await Promise.all(writers);
    await Promise.all(reading);
    await stamped(database.pool);
    for (const reader of readers) await reader.sync();
    expect(Math.min(...commits)).toBeGreaterThan(10);
    expect(readers[0]?.held()).toEqual(await scopeOf('branch_id', bank.north));
    expect(readers[1]?.held()).toEqual(await scopeOf('branch_id', bank.south));
    expect(readers[2]?.held()).toEqual(await scopeOf('manager_id', manager.id));
    expect(readers[3]?.held()).toEqual(await scopeOf('manager_id', otherManager.id));
    const fresh = await Device.of(server.url, manager);
    await fresh.sync();
    expect(fresh.held()).toEqual(readers[2]?.held());
  });

  it('[C3] a file is never seen with one half before a move and one half after it', async () => {
    const id = v7();
    const customerId = await addFile(database.pool, bank.north, { id });
    await insert(database.pool, 'tasks', taskDoc(customerId, v7()));
    await stamped(database.pool);
    let moving = true;
    const mover = (async () => {
      for (let i = 0; i < 40; i++) {
        await database.pool.query(
          `update customers set doc = doc || jsonb_build_object('branchId', $2::text) where id = $1`,
          [id, i % 2 ? bank.north : bank.south],
        );
        await pause(5);
      }
      moving = false;
    })();
    const { teller } = bank.people;
    while (moving) {
      const device = await Device.of(server.url, teller);
      await device.sync();
      const held = [...device.documents.values()].filter((row) => row.doc.customerId === id).length;
      expect([0, 4]).toContain(held);
    }
    await mover;
  });
});
