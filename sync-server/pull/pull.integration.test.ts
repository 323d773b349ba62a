import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoleName } from '#shared/access/roles.ts';
import type { RunningServer } from '../server.ts';
import {
  addBranch,
  addFile,
  addSomebody,
  insert,
  makeBank,
  patch,
  type TestBank,
  taskDoc,
} from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

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

const branch = () => addBranch(database.pool);
const somebody = (role: RoleName, branchId: string) => addSomebody(database.pool, role, branchId);

describe('the first download', () => {
  it('[L2] brings whole files page by page, can be taken up at any page, and says when it is complete', async () => {
    const branchId = await branch();
    const files = [];
    for (let i = 0; i < 60; i++) files.push(await addFile(database.pool, branchId));
    await stamped(database.pool);
    const teller = await somebody('teller', branchId);
    const device = await Device.of(server.url, teller);
    const first = await device.pull(20);
    expect(first).toMatchObject({ more: true, complete: false });
    expect(first.progress?.total).toBe(60);
    for (const id of device.idsOf('customers')) {
      expect(device.idsOf('tasks').length).toBe(device.idsOf('customers').length);
      expect(files).toContain(id);
    }
    // The answer to this one is lost: the same checkpoint gives the same page again.
    const checkpoint = device.checkpoint;
    await device.pull(20);
    device.checkpoint = checkpoint;
    const last = await device.sync(20);
    expect(last).toMatchObject({ more: false, complete: true });
    expect(device.idsOf('customers')).toEqual(files.sort());
    expect(device.idsOf('contactLogs')).toHaveLength(60);
  });

  it('[L3] delivers what changed while it ran', async () => {
    const branchId = await branch();
    const files = [];
    for (let i = 0; i < 60; i++) files.push(await addFile(database.pool, branchId));
    await stamped(database.pool);
    const teller = await somebody('teller', branchId);
    const device = await Device.of(server.url, teller);
    await device.pull(10);
    const [early] = device.idsOf('customers');
    if (!early) throw new Error('nothing came');
    await patch(database.pool, 'customers', early, { name: '改名' });
    const late = await addFile(database.pool, branchId, { id: '00000000-0000-7000-8000-000000000001' });
    await stamped(database.pool);
    await device.sync(10);
    expect(device.get('customers', early)?.name).toBe('改名');
    expect(device.idsOf('customers')).toContain(late);
  });

  it('[C4] brings reference data to everybody and customer files to no head-office role', async () => {
    const product = { id: v7(), kind: 'product', code: 'P', name: '存款', nameEn: 'Deposit' };
    await insert(database.pool, 'reference', product);
    await addFile(database.pool, bank.north);
    await stamped(database.pool);
    const device = await Device.of(server.url, bank.people.analyst);
    const answer = await device.sync();
    expect(device.idsOf('reference')).toContain(product.id);
    expect(device.idsOf('customers')).toEqual([]);
    expect(answer.channels).toEqual(['ref', `user:${bank.people.analyst.id}`]);
  });

  it('[C5] leaves out bookings older than 90 days', async () => {
    const branchId = await branch();
    const customerId = await addFile(database.pool, branchId);
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const booking = (bookedOn: string) => ({ id: v7(), customerId, bookedOn });
    const [recent, old] = [booking(day(10)), booking(day(120))];
    await insert(database.pool, 'transactions', recent);
    await insert(database.pool, 'transactions', old);
    await stamped(database.pool);
    const teller = await somebody('teller', branchId);
    const device = await Device.of(server.url, teller);
    await device.sync();
    expect(device.idsOf('transactions')).toEqual([recent.id]);
    await patch(database.pool, 'transactions', old.id, { counterparty: '某某' });
    await stamped(database.pool);
    await device.sync();
    expect(device.idsOf('transactions')).toEqual([recent.id]);
  });
});

describe('a pull', () => {
  it('[L4] brings each changed document once, as it is now', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    const customerId = await addFile(database.pool, bank.north);
    await stamped(database.pool);
    await device.sync();
    await patch(database.pool, 'customers', customerId, { name: '甲' });
    await patch(database.pool, 'customers', customerId, { name: '乙' });
    await stamped(database.pool);
    const answer = await device.pull();
    expect(answer.pages).toEqual([
      { collection: 'customers', rows: [expect.objectContaining({ rev: 3, deleted: false })] },
    ]);
    expect(device.get('customers', customerId)?.name).toBe('乙');
    expect((await device.pull()).pages).toEqual([]);
  });

  it('[C2] leaves out what the role may not read', async () => {
    const customerId = await addFile(database.pool, bank.north, { managerId: bank.people.manager.id });
    await stamped(database.pool);
    const [teller, manager] = [
      await Device.of(server.url, bank.people.teller),
      await Device.of(server.url, bank.people.manager),
    ];
    await teller.sync();
    await manager.sync();
    expect(teller.get('customers', customerId)).not.toHaveProperty('annualIncome');
    expect(teller.get('customers', customerId)).not.toHaveProperty('remarks');
    expect(manager.get('customers', customerId)).toHaveProperty('annualIncome');
  });

  it('[L5] brings a file that enters whole and names one that leaves, by all channels and not by the one left', async () => {
    const { manager, otherManager, teller } = bank.people;
    const customerId = await addFile(database.pool, bank.north, { managerId: manager.id });
    await stamped(database.pool);
    const [old, next, counter] = [
      await Device.of(server.url, manager),
      await Device.of(server.url, otherManager),
      await Device.of(server.url, teller),
    ];
    await Promise.all([old.sync(), next.sync(), counter.sync()]);
    expect(old.idsOf('customers')).toContain(customerId);
    await patch(database.pool, 'customers', customerId, { managerId: otherManager.id });
    await stamped(database.pool);
    expect((await old.sync()).evict).toEqual([customerId]);
    expect(old.idsOf('customers')).not.toContain(customerId);
    await next.sync();
    expect(next.idsOf('customers')).toContain(customerId);
    expect([...next.documents.values()].filter((row) => row.doc.customerId === customerId)).toHaveLength(3);
    expect((await counter.sync()).evict).toEqual([]);
    expect(counter.get('customers', customerId)?.managerId).toBe(otherManager.id);
  });

  it('[L6] moves with its user: files of a lost channel go, those of a new one come', async () => {
    const mine = await addFile(database.pool, bank.north);
    const theirs = await addFile(database.pool, bank.south);
    await stamped(database.pool);
    const person = await somebody('branch_manager', bank.north);
    const device = await Device.of(server.url, person);
    await device.sync();
    expect(device.idsOf('customers')).toContain(mine);
    await database.pool.query('update users set branch_id = $2 where id = $1', [person.id, bank.south]);
    const answer = await device.pull();
    expect(answer.evict).toContain(mine);
    await device.sync();
    expect(device.idsOf('customers')).toEqual([theirs]);
  });

  it('[L6] brings a file that moved with its user without what was deleted or moved away meanwhile', async () => {
    const [mine, apart] = [
      await addFile(database.pool, bank.north),
      await addFile(database.pool, bank.north, { managerId: bank.people.manager.id }),
    ];
    const ofMine = () => taskDoc(mine, bank.people.manager.id);
    const [kept, deleted, moved] = [ofMine(), ofMine(), ofMine()];
    for (const task of [kept, deleted, moved]) await insert(database.pool, 'tasks', task);
    await stamped(database.pool);
    const person = await somebody('branch_manager', bank.north);
    const device = await Device.of(server.url, person);
    await device.sync();
    expect(device.idsOf('tasks')).toEqual(expect.arrayContaining([kept.id, deleted.id, moved.id]));
    await database.pool.query('update tasks set deleted = true where id = $1', [deleted.id]);
    await patch(database.pool, 'tasks', moved.id, { customerId: apart });
    await patch(database.pool, 'customers', mine, { branchId: bank.south });
    await database.pool.query('update users set branch_id = $2 where id = $1', [person.id, bank.south]);
    await stamped(database.pool);
    await device.sync();
    expect(device.idsOf('customers')).toContain(mine);
    expect(device.idsOf('customers')).not.toContain(apart);
    const held = device.idsOf('tasks');
    expect(held).toContain(kept.id);
    expect(held).not.toContain(deleted.id);
    expect(held).not.toContain(moved.id);
  });

  it('[C1] gives a covered file while the cover is in force, and takes it back when it ends', async () => {
    const customerId = await addFile(database.pool, bank.south);
    await stamped(database.pool);
    const device = await Device.of(server.url, bank.people.manager);
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
    const cover = v7();
    await database.pool.query(
      `insert into covers (id, user_id, customer_id, ends_at, reason)
       values ($1, $2, $3, now() + interval '1 hour', '代班')`,
      [cover, bank.people.manager.id, customerId],
    );
    await stamped(database.pool);
    await device.sync();
    expect(device.idsOf('customers')).toContain(customerId);
    await database.pool.query('update covers set ended = true where id = $1', [cover]);
    expect((await device.pull()).evict).toContain(customerId);
  });

  it('[C1] gives a covered portfolio whole', async () => {
    const customerId = await addFile(database.pool, bank.south, { managerId: bank.people.otherManager.id });
    await stamped(database.pool);
    const device = await Device.of(server.url, bank.people.manager);
    await device.sync();
    await database.pool.query(
      `insert into covers (id, user_id, manager_id, ends_at, reason)
       values ($1, $2, $3, now() + interval '1 hour', '休假')`,
      [v7(), bank.people.manager.id, bank.people.otherManager.id],
    );
    await device.sync();
    expect(device.idsOf('customers')).toContain(customerId);
    await database.pool.query('delete from covers where manager_id = $1', [bank.people.otherManager.id]);
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
  });

  it('[L7] drops a document that moved to a file out of sight, and brings one that moved into sight', async () => {
    const [mine, theirs] = [
      await addFile(database.pool, bank.north),
      await addFile(database.pool, bank.south),
    ];
    const task = taskDoc(mine, bank.people.teller.id);
    await insert(database.pool, 'tasks', task);
    await stamped(database.pool);
    const [north, south] = [
      await Device.of(server.url, bank.people.teller),
      await Device.of(server.url, bank.people.southTeller),
    ];
    await Promise.all([north.sync(), south.sync()]);
    await database.pool.query(
      `update tasks set customer_id = $2::uuid, doc = doc || jsonb_build_object('customerId', $2::uuid) where id = $1`,
      [task.id, theirs],
    );
    await stamped(database.pool);
    expect((await north.sync()).drop).toEqual([{ collection: 'tasks', id: task.id }]);
    await south.sync();
    expect(south.get('tasks', task.id)?.customerId).toBe(theirs);
  });

  it('sends a deleted document as its ids alone', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const task = taskDoc(customerId, bank.people.teller.id);
    await insert(database.pool, 'tasks', task);
    await stamped(database.pool);
    const device = await Device.of(server.url, bank.people.teller);
    await device.sync();
    await database.pool.query('update tasks set deleted = true where id = $1', [task.id]);
    await stamped(database.pool);
    const answer = await device.pull();
    expect(answer.pages[0]?.rows).toEqual([
      { rev: 2, tag: expect.any(Number), deleted: true, doc: { id: task.id, customerId } },
    ]);
    expect(device.idsOf('tasks')).not.toContain(task.id);
  });

  it('loses no file that went and came back between two looks of the stamper', async () => {
    const quiet = await startNode(database.url, { stamps: false });
    const customerId = await addFile(database.pool, bank.north);
    await stamped(database.pool);
    const device = await Device.of(quiet.url, bank.people.teller);
    await device.sync();
    await patch(database.pool, 'customers', customerId, { name: '改名' });
    await stamped(database.pool);
    await server.close();
    await patch(database.pool, 'customers', customerId, { branchId: bank.south });
    // The row of the new name is read while the file is out of sight.
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
    await patch(database.pool, 'customers', customerId, { branchId: bank.north });
    server = await startNode(database.url);
    await stamped(database.pool);
    await device.sync();
    expect(device.get('customers', customerId)?.name).toBe('改名');
    await quiet.close();
  });

  it('keeps no copy of a file that came and went between two looks of the stamper', async () => {
    const quiet = await startNode(database.url, { stamps: false });
    await server.close();
    const customerId = await addFile(database.pool, bank.south);
    await patch(database.pool, 'customers', customerId, { branchId: bank.north });
    const device = await Device.of(quiet.url, bank.people.teller);
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
    await patch(database.pool, 'customers', customerId, { branchId: bank.south });
    server = await startNode(database.url);
    await stamped(database.pool);
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
    await quiet.close();
  });
});
