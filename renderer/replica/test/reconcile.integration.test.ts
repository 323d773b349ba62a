import { v7 } from 'uuid';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CollectionName, collectionNames } from '#shared/model/collections.ts';
import type { RunningServer } from '#sync-server/server.ts';
import {
  addFile,
  insert,
  logDoc,
  makeBank,
  PASSWORD,
  type Person,
  patch,
  type TestBank,
} from '#sync-server/test/bank.ts';
import { stamped, startNode } from '#sync-server/test/node.ts';
import { createTestDatabase, type TestDatabase } from '#sync-server/test/postgres.ts';
import type { Replica } from '../api/replica.ts';
import {
  createRemoteDevice,
  endThreads,
  outboxOf,
  type RemoteDevice,
  resultOf,
  statusWhere,
} from './remote-device.ts';

let database: TestDatabase;
let backup: TestDatabase | undefined;
let server: RunningServer;
let bank: TestBank;
const devices: RemoteDevice[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.scrap();
  await server.close();
  await database.drop();
  await backup?.drop();
  backup = undefined;
});
afterAll(endThreads);

/** Work on the database while the server is down: one that runs connects again at once, and is in the way. */
async function whileDown(work: () => Promise<void>): Promise<void> {
  const port = Number(new URL(server.url).port);
  await server.close();
  await work();
  server = await startNode(database.url, { port });
}

async function backUp(): Promise<void> {
  await stamped(database.pool);
  await whileDown(async () => {
    backup = await createTestDatabase(database);
  });
}

/** The server goes on with what the backup holds. */
async function restore(): Promise<void> {
  if (backup === undefined) throw new Error('no backup');
  const lost = database;
  database = backup;
  backup = undefined;
  await whileDown(() => lost.drop());
}

async function seat(person: Person) {
  const device = createRemoteDevice(server.url);
  devices.push(device);
  const replica = await device.boot();
  await replica.signIn({ username: person.username, password: PASSWORD });
  await replica.syncNow();
  return { device, replica };
}

/** Everything on a device, but for what is its own. */
async function contents(replica: Replica): Promise<Partial<Record<CollectionName, unknown[]>>> {
  const all: Partial<Record<CollectionName, unknown[]>> = {};
  for (const name of collectionNames) {
    const found = await resultOf(replica, { collection: name, selector: {} });
    all[name] = [...found].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  return all;
}

async function settle(...replicas: Replica[]): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const replica of replicas) {
      await replica.syncNow();
      await stamped(database.pool);
    }
  }
}

const edit = (replica: Replica, id: string, next: Record<string, string>) =>
  replica.edit({ collection: 'customers', intent: 'customer.edit', documentId: id, next });

const addLog = (replica: Replica, person: Person, customerId: string, note: string) =>
  replica.edit({
    collection: 'contactLogs',
    intent: 'contactLog.add',
    customerId,
    next: { ...logOf(person, customerId), note },
  });

function logOf(person: Person, customerId: string) {
  const { id, ...fields } = logDoc(customerId, person.id);
  return fields as unknown as Record<string, string>;
}

async function mutationsOf(ids: readonly string[]) {
  const found = await database.pool.query<{ id: string; outcome: string }>(
    'select id, outcome from mutations where id = any ($1::uuid[])',
    [ids],
  );
  return new Map(found.rows.map(({ id, outcome }) => [id, outcome]));
}

describe('a database put back to a backup', () => {
  it('[L15] [L17] is noticed by every replica, which then holds what the database holds', async () => {
    const { manager, boss } = bank.people;
    const files: string[] = [];
    for (let i = 0; i < 12; i++)
      files.push(await addFile(database.pool, bank.north, { managerId: manager.id }));
    const one = await seat(manager);
    await backUp();
    const [edited = '', collided = '', moved = '', leaves = ''] = files;
    await patch(database.pool, 'customers', edited, { occupation: '教师' });
    await patch(database.pool, 'customers', collided, { occupation: '教师' });
    await insert(database.pool, 'contact_logs', logDoc(moved, boss.id));
    await patch(database.pool, 'customers', leaves, { managerId: v7() });
    const made = await addFile(database.pool, bank.north, { managerId: manager.id });
    await stamped(database.pool);
    await one.replica.syncNow();
    expect((await contents(one.replica)).customers).toHaveLength(12);
    await restore();
    await patch(database.pool, 'customers', collided, { occupation: '医生' });
    await stamped(database.pool);
    const before = await one.device.outside.call('pulled');
    await one.replica.syncNow();
    const fresh = await seat(manager);
    expect(await contents(one.replica)).toEqual(await contents(fresh.replica));
    const here = (await contents(one.replica)).customers as { id: string; occupation?: string }[];
    expect(here.map(({ id }) => id)).not.toContain(made);
    expect(here.find(({ id }) => id === collided)).toMatchObject({ rev: 2, occupation: '医生' });
    // Four files of a customer, a task and a log, and what their buckets share.
    expect((await one.device.outside.call('pulled')) - before).toBeLessThanOrEqual(4 * 3);
  });

  it('[D11] [D12] gets the edits again that it had answered, each once, and tells their author nothing twice', async () => {
    const { manager } = bank.people;
    const id = await addFile(database.pool, bank.north, { managerId: manager.id });
    await stamped(database.pool);
    const { device, replica } = await seat(manager);
    await backUp();
    const edits = [
      await edit(replica, id, { mobile: '13900000077' }),
      await addLog(replica, manager, id, '之后的'),
      await edit(replica, id, { remarks: '改过' }),
    ];
    await settle(replica);
    expect(await statusWhere(replica, () => true)).toMatchObject({ unsent: 0, attention: 0 });
    expect(device.copies.map(({ answered }) => answered?.outcome)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    await restore();
    expect((await mutationsOf(edits.map((saved) => saved.mutationId))).size).toBe(0);
    await settle(replica);
    const ids = edits.map((saved) => saved.mutationId);
    expect([...(await mutationsOf(ids)).values()]).toEqual(['accepted', 'accepted', 'accepted']);
    expect((await contents(replica)).customers).toMatchObject([{ mobile: '13900000077', remarks: '改过' }]);
    expect((await contents(replica)).contactLogs).toHaveLength(2);
    expect((await contents(replica)).inbox).toEqual([]);
    expect(await outboxOf(replica)).toMatchObject([
      { state: 'accepted' },
      { state: 'accepted' },
      { state: 'accepted' },
    ]);
    expect(await statusWhere(replica, () => true)).toMatchObject({ unsent: 0, attention: 0 });
    const requests = await device.outside.call('requests', '/device/sealed');
    await settle(replica);
    expect(await device.outside.call('requests', '/device/sealed')).toBe(requests);
    const fresh = await seat(manager);
    expect(await contents(replica)).toEqual(await contents(fresh.replica));
  });

  it('[M6] judges what is sent again by its values, for its revisions were given anew', async () => {
    const { manager, boss } = bank.people;
    const id = await addFile(database.pool, bank.north, { managerId: manager.id, mobile: '13900000001' });
    await stamped(database.pool);
    const author = await seat(manager);
    const colleague = await seat(boss);
    await backUp();
    // Seen by nobody any more: the number that the author's edit builds on.
    await edit(colleague.replica, id, { mobile: '13900000002' });
    await settle(colleague.replica, author.replica);
    const mine = await edit(author.replica, id, { mobile: '13900000003' });
    await settle(author.replica);
    await restore();
    await colleague.device.scrap();
    devices.splice(devices.indexOf(colleague.device), 1);
    // The revision that the author saw, with another content.
    await database.pool.query(`update customers set doc = doc || '{"mobile":"13900000009"}' where id = $1`, [
      id,
    ]);
    await stamped(database.pool);
    await settle(author.replica);
    expect([...(await mutationsOf([mine.mutationId])).values()]).toEqual(['conflict']);
    expect((await contents(author.replica)).inbox).toMatchObject([
      { outcome: 'conflict', fields: [{ field: 'mobile', mine: '13900000003', theirs: '13900000009' }] },
    ]);
    expect((await contents(author.replica)).customers).toMatchObject([{ mobile: '13900000009' }]);
  });

  it('[D12] gets the answered edits before a later one that builds on them', async () => {
    const { manager } = bank.people;
    const id = await addFile(database.pool, bank.north, { managerId: manager.id });
    await stamped(database.pool);
    const { device, replica } = await seat(manager);
    await backUp();
    const made = await replica.edit({
      collection: 'tasks',
      intent: 'task.add',
      customerId: id,
      next: {
        title: '还款提醒',
        kind: 'call',
        priority: 'normal',
        status: 'open',
        dueOn: '2026-12-01',
        assigneeId: manager.id,
        createdById: manager.id,
      },
    });
    await settle(replica);
    await device.outside.call('reach', false);
    const later = await replica.edit({
      collection: 'tasks',
      intent: 'task.edit',
      documentId: made.documentId,
      next: { title: '还款提醒（改）' },
    });
    await restore();
    await device.outside.call('reach', true);
    await settle(replica);
    expect(await mutationsOf([made.mutationId, later.mutationId])).toEqual(
      new Map([
        [made.mutationId, 'accepted'],
        [later.mutationId, 'accepted'],
      ]),
    );
    expect(await resultOf(replica, { collection: 'tasks', selector: { id: made.documentId } })).toMatchObject(
      [{ title: '还款提醒（改）', rev: 2 }],
    );
    expect(await statusWhere(replica, () => true)).toMatchObject({ unsent: 0, attention: 0 });
  });
});

describe('answered copies', () => {
  it('[D11] are no unsent edits, and go when no backup can need them', async () => {
    const { manager } = bank.people;
    const id = await addFile(database.pool, bank.north, { managerId: manager.id });
    await stamped(database.pool);
    const { device, replica } = await seat(manager);
    await edit(replica, id, { remarks: '改过' });
    await settle(replica);
    expect(device.copies).toHaveLength(1);
    const unsent = await database.pool.query<{ unsent: number }>(
      'select unsent from devices where unsent is not null',
    );
    expect(unsent.rows).toEqual([{ unsent: 0 }]);
    await database.pool.query(`insert into settings (name, value) values ('backup_window', '{"hours":0}')`);
    await settle(replica);
    expect(device.copies).toEqual([]);
  });
});
