import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '#sync-server/server.ts';
import { addFile, makeBank, PASSWORD, type Person, patch, type TestBank } from '#sync-server/test/bank.ts';
import { stamped, startNode } from '#sync-server/test/node.ts';
import { createTestDatabase, type TestDatabase } from '#sync-server/test/postgres.ts';
import type { Replica } from '../api/replica.ts';
import {
  createRemoteDevice,
  endThreads,
  outboxOf,
  type RemoteDevice,
  resultOf,
  resultWhere,
  statusWhere,
} from './remote-device.ts';

const DAY = 86_400_000;

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
const devices: RemoteDevice[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.scrap();
});
afterAll(async () => {
  await endThreads();
  await server.close();
  await database.drop();
});

function workstation(options: { automatic?: boolean } = {}): RemoteDevice {
  const device = createRemoteDevice(server.url, options);
  devices.push(device);
  return device;
}

/** A person at a workstation of their own, with everything downloaded. */
async function seat(person: Person) {
  const device = workstation();
  const replica = await device.boot();
  await replica.signIn({ username: person.username, password: PASSWORD });
  await replica.syncNow();
  return { device, replica };
}

const customer = async (replica: Replica, id: string) =>
  (await resultOf(replica, { collection: 'customers', selector: { id } }))[0];

const edit = (replica: Replica, id: string, next: Record<string, string>) =>
  replica.edit({ collection: 'customers', intent: 'customer.edit', documentId: id, next });

/** A file of the north branch that both the manager and the branch manager see. */
async function sharedFile(given: { mobile?: string } = {}) {
  const id = await addFile(database.pool, bank.north, { managerId: bank.people.manager.id, ...given });
  await stamped(database.pool);
  return id;
}

async function syncAll(...replicas: Replica[]) {
  for (const replica of replicas) {
    await replica.syncNow();
    await stamped(database.pool);
  }
}

describe('two people offline on one customer', () => {
  it('[M1] edit different fields: both stay', async () => {
    const id = await sharedFile();
    const manager = await seat(bank.people.manager);
    const boss = await seat(bank.people.boss);
    await manager.device.outside.call('reach', false);
    await boss.device.outside.call('reach', false);
    await edit(manager.replica, id, { mobile: '13900000009' });
    await edit(boss.replica, id, { email: 'zw@bank.example' });
    await manager.replica.syncNow();
    expect(await statusWhere(manager.replica, (s) => s.connection === 'offline')).toMatchObject({
      unsent: 1,
    });
    await manager.device.outside.call('reach', true);
    await boss.device.outside.call('reach', true);
    await syncAll(manager.replica, boss.replica, manager.replica);
    const both = { mobile: '13900000009', email: 'zw@bank.example' };
    expect(await customer(manager.replica, id)).toMatchObject(both);
    expect(await customer(boss.replica, id)).toEqual(await customer(manager.replica, id));
  });

  it('[M3] edit one field of weight: the first stays, the second is told and keeps both values', async () => {
    const id = await sharedFile();
    const manager = await seat(bank.people.manager);
    const boss = await seat(bank.people.boss);
    await edit(manager.replica, id, { mobile: '13900000011' });
    await edit(boss.replica, id, { mobile: '13900000022' });
    await syncAll(manager.replica, boss.replica, boss.replica);
    expect(await customer(boss.replica, id)).toMatchObject({ mobile: '13900000011' });
    expect(await outboxOf(boss.replica)).toMatchObject([
      { state: 'conflict', reason: 'same_field_edited', fields: ['mobile'] },
    ]);
    expect(await resultOf(boss.replica, { collection: 'inbox', selector: {} })).toMatchObject([
      { outcome: 'conflict', fields: [{ field: 'mobile', mine: '13900000022', theirs: '13900000011' }] },
    ]);
    expect(await statusWhere(boss.replica, () => true)).toMatchObject({ unsent: 0, attention: 1 });
  });
});

describe('a push', () => {
  it('[P1] whose answer was lost is sent again and applied once', async () => {
    const id = await sharedFile();
    const { device, replica } = await seat(bank.people.manager);
    const before = await customer(replica, id);
    await device.outside.call('loseAnswer', '/sync/push');
    await edit(replica, id, { mobile: '13900000033' });
    await replica.syncNow();
    expect(await outboxOf(replica)).toMatchObject([{ state: 'pending' }]);
    await replica.syncNow();
    expect(await outboxOf(replica)).toMatchObject([{ state: 'accepted' }]);
    expect(await device.outside.call('requests', '/sync/push')).toBe(2);
    expect(await customer(replica, id)).toMatchObject({ mobile: '13900000033', rev: (before?.rev ?? 0) + 1 });
  });

  it('[P10] of what was entered before a restart brings it to the colleague', async () => {
    const id = await sharedFile();
    const manager = await seat(bank.people.manager);
    const boss = await seat(bank.people.boss);
    await manager.device.outside.call('reach', false);
    await manager.replica.edit({
      collection: 'contactLogs',
      intent: 'contactLog.add',
      customerId: id,
      next: {
        channel: 'visit',
        direction: 'outbound',
        outcome: 'interested',
        occurredAt: '2026-11-20T08:00:00.000Z',
        note: '上门拜访',
        authorId: bank.people.manager.id,
        authorName: bank.people.manager.name,
      },
    });
    const restarted = await manager.device.boot();
    const session = await restarted.signIn({ username: 'manager', password: PASSWORD });
    expect(session.mode).toBe('offline');
    const own = { collection: 'contactLogs', selector: { customerId: id, note: '上门拜访' } } as const;
    expect(await resultOf(restarted, own)).toMatchObject([{ rev: 0 }]);
    await manager.device.outside.call('reach', true);
    await syncAll(restarted, boss.replica);
    expect(await resultOf(boss.replica, own)).toMatchObject([{ rev: 1 }]);
    expect(await resultOf(restarted, own)).toMatchObject([{ rev: 1 }]);
  });

  it('[P7] of a file that has left is parked, and nothing of the file stays', async () => {
    const id = await sharedFile();
    const { replica } = await seat(bank.people.manager);
    await edit(replica, id, { mobile: '13900000044' });
    await patch(database.pool, 'customers', id, { managerId: bank.people.otherManager.id });
    await stamped(database.pool);
    await replica.syncNow();
    expect(await customer(replica, id)).toBeUndefined();
    expect(await resultOf(replica, { collection: 'contactLogs', selector: { customerId: id } })).toEqual([]);
    const [entry] = await outboxOf(replica);
    expect(entry).toMatchObject({ state: 'parked', base: {}, next: {} });
    expect(entry).not.toHaveProperty('customerName');
  });
});

describe('a pull', () => {
  it('[L2] that broke off in the first download goes on where it was', async () => {
    for (let n = 0; n < 10; n += 1) await sharedFile();
    const device = workstation();
    const replica = await device.boot();
    await replica.signIn({ username: 'boss', password: PASSWORD });
    await device.outside.call('loseAnswer', '/sync/pull');
    await replica.syncNow();
    expect(await statusWhere(replica, () => true)).toMatchObject({ complete: false, connection: 'offline' });
    await replica.syncNow();
    expect(await statusWhere(replica, (s) => s.connection === 'online')).toMatchObject({ complete: true });
    expect((await resultOf(replica, { collection: 'customers' })).length).toBeGreaterThanOrEqual(10);
  });

  it('[L5] erases a file that has left and brings it back whole', async () => {
    const id = await sharedFile();
    const { replica } = await seat(bank.people.manager);
    const move = async (managerId: string) => {
      await patch(database.pool, 'customers', id, { managerId });
      await stamped(database.pool);
      await replica.syncNow();
    };
    await move(bank.people.otherManager.id);
    expect(await customer(replica, id)).toBeUndefined();
    expect((await replica.search('客户', 200)).some((hit) => hit.row.id === id)).toBe(false);
    await move(bank.people.manager.id);
    expect(await customer(replica, id)).toMatchObject({ managerId: bank.people.manager.id });
    expect(await resultOf(replica, { collection: 'tasks', selector: { customerId: id } })).toHaveLength(1);
  });

  it('[S2] follows a change of a colleague by itself', async () => {
    const id = await sharedFile();
    const device = workstation({ automatic: true });
    const replica = await device.boot();
    await replica.signIn({ username: 'boss', password: PASSWORD });
    await statusWhere(replica, (status) => status.complete);
    const manager = await seat(bank.people.manager);
    const seen = resultWhere(
      replica,
      { collection: 'customers', selector: { id, email: 'colleague@bank.example' } },
      (documents) => documents.length === 1,
    );
    await edit(manager.replica, id, { email: 'colleague@bank.example' });
    await manager.replica.syncNow();
    expect(await seen).toHaveLength(1);
  });
});

describe('sign-in', () => {
  it('[O1] works without the server, with the right password and inside the window only', async () => {
    const { device } = await seat(bank.people.teller);
    await device.outside.call('reach', false);
    const replica = await device.boot();
    const wrong = replica.signIn({ username: 'teller', password: 'wrong' });
    await expect(wrong).rejects.toMatchObject({ code: 'credentials_invalid' });
    const session = await replica.signIn({ username: 'teller', password: PASSWORD });
    expect(session).toMatchObject({ mode: 'offline', user: { role: 'teller', username: 'teller' } });
    await replica.signOut();
    await device.outside.call('shiftClock', 4 * DAY);
    const late = replica.signIn({ username: 'teller', password: PASSWORD });
    await expect(late).rejects.toMatchObject({ code: 'offline_window_over' });
  });

  it('[O3] goes on by itself when the server is back, until the account is disabled', async () => {
    const { device } = await seat(bank.people.southTeller);
    await device.outside.call('reach', false);
    const replica = await device.boot();
    await replica.signIn({ username: 'teller2', password: PASSWORD });
    await device.outside.call('reach', true);
    await replica.syncNow();
    expect(await statusWhere(replica, () => true)).toMatchObject({ connection: 'online' });
    const { id } = bank.people.southTeller;
    await database.pool.query('update users set disabled = true where id = $1', [id]);
    await device.outside.call('shiftClock', DAY / 24);
    await replica.syncNow().catch(() => undefined);
    const refused = await statusWhere(replica, ({ connection }) => connection === 'refused');
    expect(refused).toMatchObject({ error: 'user_disabled' });
  });

  it('[C2] gives a teller no field that the role may not read', async () => {
    const id = await sharedFile();
    const { replica } = await seat(bank.people.teller);
    const seen = await customer(replica, id);
    expect(seen).toMatchObject({ mobile: '13900000001' });
    expect(seen).not.toHaveProperty('remarks');
    expect(seen).not.toHaveProperty('annualIncome');
  });
});
