import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import {
  addFile,
  addPerson,
  insert,
  logDoc,
  makeBank,
  type Person,
  patch,
  type TestBank,
  taskDoc,
} from '../test/bank.ts';
import { ComparingDevice } from '../test/comparing-device.ts';
import type { Refused } from '../test/device.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

const FILES = 60;

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let run = 'first';

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { databaseRun: async () => run, comparisons: 2 });
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});
beforeEach(() => {
  run = v7();
});

/** A branch with some files and a branch manager who has all of them on a device. */
async function filledBranch(count = FILES) {
  const branchId = v7();
  await database.pool.query(
    `insert into branches (id, code, name, name_en, level) values ($1, $2, '支行', 'Branch', 'branch')`,
    [branchId, branchId.slice(-12)],
  );
  const files: string[] = [];
  for (let i = 0; i < count; i++) files.push(await addFile(database.pool, branchId));
  await stamped(database.pool);
  const person = await addPerson(database.pool, {
    username: `b${v7().slice(-8)}`,
    role: 'branch_manager',
    branchId,
  });
  return { branchId, files, person, device: await whole(person) };
}

async function whole(person: Person): Promise<ComparingDevice> {
  const device = new ComparingDevice(server.url);
  await device.signIn(person.username);
  await device.sync();
  return device;
}

/** What happened to the database while the device knew nothing of it: as a restore leaves it. */
async function disturb({ files, branchId }: { files: string[]; branchId: string }): Promise<string[]> {
  const [edited = '', collided = '', lostLog = '', gone = '', from = '', to = ''] = files;
  const { pool } = database;
  await patch(pool, 'customers', edited, { occupation: '教师' });
  // The same revision with another content.
  await pool.query(`update customers set doc = doc || '{"occupation":"医生"}' where id = $1`, [collided]);
  await unguarded(`update customers set rev = rev - 1 where id = '${collided}'`);
  await unguarded(`delete from contact_logs where customer_id = '${lostLog}'`);
  await unguarded(
    `delete from tasks where customer_id = '${gone}'; delete from contact_logs where customer_id = '${gone}';
     delete from file_channels where customer_id = '${gone}'; delete from customers where id = '${gone}'`,
  );
  await unguarded(
    `update tasks set customer_id = '${to}', doc = doc || '{"customerId":"${to}"}', tag = tag + 1
     where customer_id = '${from}'`,
  );
  const made = await addFile(pool, branchId);
  await stamped(pool);
  return [edited, collided, lostLog, gone, from, to, made];
}

/** As if it had never been otherwise: the feed hears of nothing. */
async function unguarded(sql: string): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query(`begin; set local session_replication_role = replica; ${sql}; commit`);
  } finally {
    client.release();
  }
}

describe('a database in another run', () => {
  it('[L15] tells a replica with its next pull', async () => {
    const { device } = await filledBranch(1);
    run = 'another';
    await expect(device.pull()).rejects.toMatchObject({ status: 409, body: { code: 'resync_required' } });
  });
});

describe('a comparison', () => {
  it('[L16] of equal replicas costs 4 KB there and nothing back', async () => {
    const { device } = await filledBranch();
    run = 'another';
    await device.compare();
    expect(device.received).toMatchObject({ documents: 0, answers: 1, comparing: true });
    expect(device.received.bytes).toBeLessThan(4_000);
  });

  it('[L17] brings the files that differ, whole, takes away what is not there any more, and nothing else', async () => {
    const branch = await filledBranch();
    const { device, person } = branch;
    const touched = await disturb(branch);
    run = 'another';
    await device.compare();
    const fresh = await whole(person);
    expect(device.versions()).toEqual(fresh.versions());
    expect(device.received.documents).toBeLessThanOrEqual(3 * touched.length);
    expect(device.received.documents).toBeGreaterThan(0);
  });

  it('[L18] is gone on with at any page, whatever each brings', async () => {
    const branch = await filledBranch();
    const { device, person } = branch;
    await disturb(branch);
    for (const file of branch.files.slice(10, 40))
      await patch(database.pool, 'customers', file, { occupation: '律师' });
    await stamped(database.pool);
    run = 'another';
    device.named = 7;
    let answers = 0;
    for (let more = true; more; answers++) {
      // The program dies after the answer was stored, and the server is another node: all that is left is stored.
      const answer = await device.step(10);
      more = answer.more;
      expect(answers).toBeLessThan(100);
    }
    expect(answers).toBeGreaterThan(5);
    expect(device.versions()).toEqual((await whole(person)).versions());
  });

  it('[L3] delivers what changes meanwhile, with it or after it', async () => {
    const branch = await filledBranch();
    const { device, person, files } = branch;
    for (const file of files) await patch(database.pool, 'customers', file, { occupation: '工程师' });
    await stamped(database.pool);
    run = 'another';
    await device.step(5);
    for (const [index, file] of files.entries()) {
      if (index % 3 === 0) await patch(database.pool, 'customers', file, { occupation: '会计' });
      if (index % 7 === 0) await insert(database.pool, 'contact_logs', logDoc(file, v7()));
      if (index % 10 === 0) await stamped(database.pool);
    }
    const late = await addFile(database.pool, branch.branchId);
    await database.pool.query(
      `update customers set doc = doc || jsonb_build_object('branchId', $2::text) where id = $1`,
      [files[20], bank.south],
    );
    await stamped(database.pool);
    while ((await device.step(5)).more);
    await device.sync();
    expect(device.versions()).toEqual((await whole(person)).versions());
    expect(device.idsOf('customers')).toContain(late);
    expect(device.idsOf('customers')).not.toContain(files[20]);
  });

  it('[L17] leaves transactions out that are older than replicas hold, on both sides', async () => {
    const { device, files, person } = await filledBranch(3);
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    for (const ago of [1, 30, 89, 200]) {
      const id = v7();
      await insert(database.pool, 'transactions', {
        id,
        customerId: files[0] ?? '',
        ...{ holdingId: v7(), bookedOn: day(ago), kind: 'transfer', amount: { minor: 1, currency: 'CNY' } },
      } as never);
    }
    await stamped(database.pool);
    await device.sync();
    expect(device.idsOf('transactions')).toHaveLength(3);
    run = 'another';
    await device.compare();
    expect(device.received.documents).toBe(0);
    expect(device.versions()).toEqual((await whole(person)).versions());
  });

  it('[L19] is refused for a replica of another scope or of other rules: it is told to download', async () => {
    const { device } = await filledBranch(2);
    run = 'another';
    device.scope = { ...device.scope, rules: 'others' };
    await device.step();
    expect(device.received.comparing).toBeUndefined();
    expect(device.received.documents).toBeGreaterThan(0);
  });

  it('[L16] compares the replica of somebody whose role holds no files, too', async () => {
    const { branchId } = await filledBranch(1);
    const person = await addPerson(database.pool, {
      username: `n${v7().slice(-8)}`,
      role: 'analyst',
      branchId,
    });
    const device = await whole(person);
    run = 'another';
    await device.compare();
    expect(device.received).toMatchObject({ documents: 0, comparing: true });
  });

  it('[L13] is gone on with by a colleague on the same replica, whose own inbox comes whole', async () => {
    const { branchId, files } = await filledBranch(20);
    const [anna, beat] = await Promise.all(
      ['a', 'b'].map((name) =>
        addPerson(database.pool, { username: `${name}${v7().slice(-8)}`, role: 'teller', branchId }),
      ),
    );
    if (!anna || !beat) throw new Error('nobody');
    const device = await whole(anna);
    for (const file of files) await patch(database.pool, 'customers', file, { occupation: '工人' });
    await stamped(database.pool);
    run = 'another';
    expect((await device.step(5)).more).toBe(true);
    await device.signIn(beat.username);
    const ranges: unknown[] = [];
    for (let more = true; more; ) {
      const answer = await device.step(5);
      ranges.push(...(answer.ranges ?? []));
      more = answer.more;
    }
    expect(ranges).toContainEqual(expect.objectContaining({ collection: 'inbox' }));
    expect(device.versions()).toEqual((await whole(beat)).versions());
  });
});

describe('many comparisons at once', () => {
  it('[L20] are let in a few at a time, and the others are told when to come again', async () => {
    const { files, person, branchId } = await filledBranch(30);
    const devices = [];
    for (let i = 0; i < 20; i++) devices.push(await whole(person));
    for (const file of files) await patch(database.pool, 'customers', file, { occupation: '教师' });
    await insert(database.pool, 'tasks', taskDoc(files[0] ?? '', v7()));
    await addFile(database.pool, branchId);
    await stamped(database.pool);
    run = 'another';
    let sentAway = 0;
    await Promise.all(
      devices.map(async (device) => {
        for (let more = true; more; ) {
          try {
            more = (await device.step(10)).more;
          } catch (error) {
            const { status, body } = error as Refused;
            expect({ status, code: body.code }).toEqual({ status: 503, code: 'busy' });
            expect(body.retryAfterSeconds).toBeGreaterThanOrEqual(1);
            sentAway += 1;
            device.again();
          }
        }
      }),
    );
    expect(sentAway).toBeGreaterThan(0);
    const fresh = (await whole(person)).versions();
    for (const device of devices) expect(device.versions()).toEqual(fresh);
  });
});
