import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FieldRules } from '#shared/access/field-rules.ts';
import type { RoleName } from '#shared/access/roles.ts';
import type { Customer } from '#shared/model/customer.ts';
import { fieldRuleSettings } from '#shared/protocol/field-rules.ts';
import type { RunningServer } from '#sync-server/server.ts';
import { addFile, makeBank, PASSWORD, type Person, type TestBank } from '#sync-server/test/bank.ts';
import { Device } from '#sync-server/test/device.ts';
import { stamped, startNode } from '#sync-server/test/node.ts';
import { createTestDatabase, type TestDatabase } from '#sync-server/test/postgres.ts';
import { until } from '#sync-server/test/until.ts';
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
let server: RunningServer;
let bank: TestBank;
let admin: Device;
const devices: RemoteDevice[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.scrap();
  await database.pool.query(`delete from settings where name = 'field_rules'`);
});
afterAll(async () => {
  await endThreads();
  await server.close();
  await database.drop();
});

async function take(role: RoleName, rules: FieldRules) {
  const { version } = fieldRuleSettings.parse(await admin.request('/admin/field-rules'));
  await admin.post('/admin/field-rules', { version, role, rules, reason: 'test' });
}

async function seat(person: Person) {
  const device = createRemoteDevice(server.url, {});
  devices.push(device);
  const replica = await device.boot();
  await replica.signIn({ username: person.username, password: PASSWORD });
  await replica.syncNow();
  return { device, replica };
}

const customer = async (replica: Replica, id: string) =>
  (await resultOf(replica, { collection: 'customers', selector: { id } }))[0];
/** A teller's session moves to another replica, and answers nothing meanwhile. */
const shows = (replica: Replica, id: string, as: (one: Customer) => boolean) =>
  until(async () => {
    await replica.syncNow().catch(() => undefined);
    const one = await customer(replica, id).catch(() => undefined);
    return one !== undefined && as(one);
  });
const edit = (replica: Replica, id: string, next: Record<string, string>) =>
  replica.edit({ collection: 'customers', intent: 'customer.edit', documentId: id, next });

async function file() {
  const id = await addFile(database.pool, bank.north, { managerId: bank.people.manager.id });
  await stamped(database.pool);
  return id;
}

describe.each([
  ['teller', 'teller'],
  ['relationship_manager', 'manager'],
] as const)('what IT hides from the role %s', (role, person) => {
  it('[C10] goes from the replica at the next sync, is no more to be found on the disk, and comes back', async () => {
    const id = await file();
    const { device, replica } = await seat(bank.people[person]);
    expect(await customer(replica, id)).toMatchObject({ mobile: '13900000001' });
    await take(role, { customers: { mobile: 'hidden' } });
    await replica.syncNow();
    await shows(replica, id, (one) => one.mobile === undefined);
    await replica.syncNow();
    await statusWhere(replica, ({ fieldRules }) => fieldRules?.customers?.mobile === 'hidden');
    await expect(edit(replica, id, { mobile: '13900000002' })).rejects.toMatchObject({ code: 'not_allowed' });
    await replica.signOut();
    expect(await device.outside.call('find', ['13900000001'])).toBe(0);
    const again = await device.boot();
    const { policy } = await again.signIn({
      username: bank.people[person].username,
      password: PASSWORD,
    });
    expect(policy.fieldRules).toEqual({ customers: { mobile: 'hidden' } });
    await take(role, {});
    await again.syncNow();
    await shows(again, id, (one) => one.mobile === '13900000001');
  });

  it('[C9] is refused where it was changed before that was known, and its author keeps the words', async () => {
    const id = await file();
    const { device, replica } = await seat(bank.people[person]);
    await device.outside.call('reach', false);
    await edit(replica, id, { email: 'zw@bank.example' });
    await take(role, { customers: { email: 'readOnly' } });
    await device.outside.call('reach', true);
    await replica.syncNow();
    expect(await outboxOf(replica)).toMatchObject([
      {
        state: 'rejected',
        reason: 'field_not_writable',
        fields: ['email'],
        next: { email: 'zw@bank.example' },
      },
    ]);
    expect(await customer(replica, id)).not.toHaveProperty('email');
  });
});
