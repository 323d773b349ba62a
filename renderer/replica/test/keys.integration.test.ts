import { IDBFactory } from 'fake-indexeddb';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { hashPassword } from '#sync-server/identity/passwords.ts';
import type { RunningServer } from '#sync-server/server.ts';
import {
  addFile,
  addPerson,
  makeBank,
  PASSWORD,
  type Person,
  type TestBank,
} from '#sync-server/test/bank.ts';
import { Device } from '#sync-server/test/device.ts';
import { stamped, startNode } from '#sync-server/test/node.ts';
import { createTestDatabase, type TestDatabase } from '#sync-server/test/postgres.ts';
import { until } from '#sync-server/test/until.ts';
import type { Replica } from '../api/replica.ts';
import { unanswered } from '../device/answered.ts';
import { findIn } from './find-in.ts';
import {
  createRemoteDevice,
  endThreads,
  outboxOf,
  type RemoteDevice,
  resultOf,
  resultWhere,
  statusWhere,
} from './remote-device.ts';

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

function workstation(): RemoteDevice {
  const device = createRemoteDevice(server.url, { automatic: true });
  devices.push(device);
  return device;
}

const come = (replica: Replica, person: Person, password = PASSWORD) =>
  replica.signIn({ username: person.username, password });

let notes = 0;

/** A manager of the branch with a customer, who has noted a visit while the line was down; the program is off. */
async function visitNoted() {
  notes += 1;
  const person = await addPerson(database.pool, {
    username: `rm${notes}`,
    role: 'relationship_manager',
    branchId: bank.north,
  });
  const customerId = await addFile(database.pool, bank.north, { managerId: person.id });
  await stamped(database.pool);
  const device = workstation();
  const replica = await device.boot();
  await come(replica, person);
  await statusWhere(replica, (status) => status.complete);
  await device.outside.call('reach', false);
  const note = `上门拜访第${notes}次`;
  const { mutationId } = await replica.edit({
    collection: 'contactLogs',
    intent: 'contactLog.add',
    customerId,
    next: {
      channel: 'visit',
      direction: 'outbound',
      outcome: 'interested',
      occurredAt: '2026-11-20T08:00:00.000Z',
      note,
      authorId: person.id,
      authorName: person.name,
    },
  });
  await replica.signOut();
  return { device, person, customerId, note, mutationId };
}

/** The program starts and the line is up; nobody signs in. */
async function nextMorning(device: RemoteDevice): Promise<Replica> {
  await device.outside.call('reach', true);
  return await device.boot();
}

/** What the server made of the edit, once nothing of it waits on the device. */
async function arrived(device: RemoteDevice, { note, mutationId }: { note: string; mutationId: string }) {
  await until(async () => unanswered(device.copies).length === 0);
  const stored = await database.pool.query(`select 1 from contact_logs where doc->>'note' = $1`, [note]);
  const judged = await database.pool.query('select outcome from mutations where id = $1', [mutationId]);
  return { times: stored.rowCount, outcomes: judged.rows.map(({ outcome }) => outcome) };
}

const once = { times: 1, outcomes: ['accepted'] };

it('[D9] an edit of somebody who has gone home arrives, once, and its author sees the outcome', async () => {
  const visit = await visitNoted();
  const replica = await nextMorning(visit.device);
  expect(await arrived(visit.device, visit)).toEqual(once);
  await come(replica, visit.person);
  await replica.syncNow();
  expect(await outboxOf(replica)).toMatchObject([{ mutationId: visit.mutationId, state: 'accepted' }]);
  expect(await arrived(visit.device, visit)).toEqual(once);
});

it('[O6] a forgotten password costs neither an edit nor a download', async () => {
  const visit = await visitNoted();
  const before = await visit.device.outside.call('pulled');
  await database.pool.query('update users set password_hash = $2 where id = $1', [
    visit.person.id,
    await hashPassword('a new password'),
  ]);
  const replica = await nextMorning(visit.device);
  await come(replica, visit.person, 'a new password');
  await replica.syncNow();
  const own = { collection: 'contactLogs', selector: { note: visit.note } } as const;
  expect(await resultWhere(replica, own, ([log]) => log?.rev === 1)).toHaveLength(1);
  expect(await arrived(visit.device, visit)).toEqual(once);
  // The note itself comes back on the feed; the file does not.
  expect((await visit.device.outside.call('pulled')) - before).toBeLessThanOrEqual(1);
});

it('[D9] an edit of somebody who was disabled arrives, parked, and nothing of him opens here', async () => {
  const visit = await visitNoted();
  await database.pool.query('update users set disabled = true where id = $1', [visit.person.id]);
  const replica = await nextMorning(visit.device);
  expect(await arrived(visit.device, visit)).toEqual({ times: 0, outcomes: ['parked'] });
  await expect(come(replica, visit.person)).rejects.toMatchObject({ code: 'user_disabled' });
  expect([...visit.device.secrets.keys()].filter((name) => /^(vault|replica-key)/.test(name))).toEqual([]);
});

it('[D9] an edit arrives, once, from a device whose replica is lost', async () => {
  const visit = await visitNoted();
  await visit.device.outside.call('loseReplica');
  const replica = await nextMorning(visit.device);
  await come(replica, visit.person);
  await statusWhere(replica, (status) => status.complete);
  expect(await arrived(visit.device, visit)).toEqual(once);
  const own = { collection: 'contactLogs', selector: { note: visit.note } } as const;
  expect(await resultWhere(replica, own, (logs) => logs.length === 1)).toHaveLength(1);
});

it('[D10] a device that is wiped says so, sends its edits, and holds nothing any more', async () => {
  const visit = await visitNoted();
  const { rows } = await database.pool.query('select device_id from sessions where user_id = $1', [
    visit.person.id,
  ]);
  const admin = await Device.of(server.url, bank.people.admin);
  await admin.post(`/operations/devices/${rows[0].device_id}/wipe`, { reason: '笔记本被盗' });
  const replica = await nextMorning(visit.device);
  await statusWhere(replica, (status) => status.error === 'device_wiped');
  expect(await arrived(visit.device, visit)).toEqual(once);
  await until(async () => {
    const confirmed = await database.pool.query(
      'select 1 from device_orders where device_id = $1 and confirmed_at is not null',
      [rows[0].device_id],
    );
    return confirmed.rowCount === 1;
  });
  expect([...visit.device.secrets.keys()].sort()).toEqual([
    'device',
    'device-sequence',
    'orders',
    'register',
  ]);
  expect((await come(replica, visit.person)).mode).toBe('online');
});

it('[D10] a session that runs is ended by a wipe', async () => {
  const device = workstation();
  const replica = await device.boot();
  await come(replica, bank.people.manager);
  await statusWhere(replica, (status) => status.complete);
  const { rows } = await database.pool.query(
    'select device_id from sessions where user_id = $1 order by created_at desc limit 1',
    [bank.people.manager.id],
  );
  const admin = await Device.of(server.url, bank.people.admin);
  await admin.post(`/operations/devices/${rows[0].device_id}/wipe`, { reason: '笔记本被盗' });
  await replica.syncNow();
  await statusWhere(replica, (status) => status.error === 'device_wiped');
  await expect(replica.search('客户', 5)).rejects.toMatchObject({ code: 'not_signed_in' });
});

it('[O5] a teller enters the replica of a colleague without a download', async () => {
  const colleague = await addPerson(database.pool, {
    username: 'teller3',
    role: 'teller',
    branchId: bank.north,
  });
  for (let n = 0; n < 5; n += 1) await addFile(database.pool, bank.north);
  await stamped(database.pool);
  const device = workstation();
  const replica = await device.boot();
  await come(replica, bank.people.teller);
  await statusWhere(replica, (status) => status.complete);
  await replica.syncNow();
  const customers = await resultOf(replica, { collection: 'customers' });
  expect(customers.length).toBeGreaterThanOrEqual(5);
  const before = await device.outside.call('pulled');
  await come(replica, colleague);
  await replica.syncNow();
  expect(await resultOf(replica, { collection: 'customers' })).toHaveLength(customers.length);
  await replica.signOut();
  const restarted = await device.boot();
  await come(restarted, colleague);
  await restarted.syncNow();
  expect(await resultOf(restarted, { collection: 'customers' })).toHaveLength(customers.length);
  expect((await device.outside.call('pulled')) - before).toBe(0);
});

it('what searches the disk finds what lies there in clear', async () => {
  const factory = new IDBFactory();
  const opening = factory.open('clear', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('s').put({ name: '曾伟' }, 1);
  await new Promise<void>((resolve) => {
    opening.onsuccess = () => resolve();
  });
  opening.result.close();
  expect(await findIn(factory, ['曾伟'])).toBe(1);
});

it('a thief who has the whole disk, but no password, finds nothing', async () => {
  const visit = await visitNoted();
  const { rows } = await database.pool.query(`select doc from customers where id = $1`, [visit.customerId]);
  const { name, mobile, customerNo } = rows[0].doc;
  const sought = [name, mobile, customerNo, visit.note, visit.person.name, PASSWORD];
  expect(await visit.device.outside.call('find', sought)).toBe(0);
  const secrets = [...visit.device.secrets.values(), JSON.stringify(visit.device.copies)].join('\n');
  for (const text of sought) expect(secrets).not.toContain(text);
  const replica = await visit.device.boot();
  await expect(come(replica, visit.person, 'a guess')).rejects.toMatchObject({ code: 'credentials_invalid' });
});
