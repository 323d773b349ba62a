import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userState, usersResponse } from '#shared/protocol/admin.ts';
import { signInResponse } from '#shared/protocol/auth.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, makeBank, PASSWORD, type Person, type TestBank } from '../test/bank.ts';
import { Device, refusalOf } from '../test/device.ts';
import { synced as syncedOn } from '../test/holds.ts';
import { newLog } from '../test/mutations.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let northFile: string;
let southFile: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  northFile = await addFile(database.pool, bank.north);
  southFile = await addFile(database.pool, bank.south, { idNumber: '110101198001010099' });
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const synced = (device: Device) => syncedOn(database.pool, device);

/** A teller of the north who works in the south, too. */
async function newFloater(): Promise<Person> {
  const person = await addPerson(database.pool, {
    username: `f${v7().slice(-8)}`,
    role: 'teller',
    branchId: bank.north,
  });
  await database.pool.query('insert into user_branches (user_id, branch_id) values ($1, $2)', [
    person.id,
    bank.south,
  ]);
  return person;
}

const request = (device: Device, person: Person, given: object = {}) => ({
  username: person.username,
  password: PASSWORD,
  deviceId: device.deviceId,
  ...given,
});

async function at(branchId: string, person: Person, device = new Device(server.url)): Promise<Device> {
  device.session = signInResponse.parse(
    await device.post('/auth/sign-in', request(device, person, { branchId })),
  );
  return device;
}

async function refresh(device: Device, given: object = {}): Promise<void> {
  const body = { refreshToken: device.session?.refreshToken, deviceId: device.deviceId, ...given };
  device.session = signInResponse.parse(await device.post('/auth/refresh', body));
}

describe('a person of several branches', () => {
  it('[A8] is asked at which one they work now, once the password is right and not before', async () => {
    const person = await newFloater();
    const device = new Device(server.url);
    expect(await refusalOf(device.post('/auth/sign-in', request(device, person)))).toMatchObject({
      code: 'branch_choice',
      branches: [
        { id: bank.north, name: '城北支行', nameEn: 'North' },
        { id: bank.south, name: '城南支行', nameEn: 'South' },
      ],
    });
    const wrong = await refusalOf(
      device.post('/auth/sign-in', request(device, person, { password: 'wrong' })),
    );
    expect(wrong).toMatchObject({ code: 'credentials_invalid' });
    expect(wrong).not.toHaveProperty('branches');
  });

  it('[A8] is asked again where they name a branch that is not theirs', async () => {
    const device = new Device(server.url);
    const { southTeller } = bank.people;
    const asked = device.post('/auth/sign-in', request(device, southTeller, { branchId: bank.north }));
    expect(await refusalOf(asked)).toMatchObject({ code: 'branch_choice', branches: [{ id: bank.south }] });
  });

  it('[A9] reads and edits the files of the branch they signed in to, and shares the replica of its tellers', async () => {
    const person = await newFloater();
    const south = await at(bank.south, person);
    expect(south.session?.user).toMatchObject({ branchId: bank.south, branchNameEn: 'South' });
    const colleague = await Device.of(server.url, bank.people.southTeller);
    expect(south.session?.scope).toEqual(colleague.session?.scope);
    expect((await synced(south)).idsOf('customers')).toEqual((await synced(colleague)).idsOf('customers'));
    expect(south.idsOf('customers')).not.toContain(northFile);
    const results = await south.push(newLog(southFile), newLog(northFile));
    expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'parked']);
  });

  it('[A9] is told of all the branches, each with the replica that is theirs there', async () => {
    const person = await newFloater();
    const [north, south] = [await at(bank.north, person), await at(bank.south, person)];
    expect(north.session?.branches).toEqual(south.session?.branches);
    expect(north.session?.branches).toMatchObject([
      { id: bank.north, scope: north.session?.scope },
      { id: bank.south, scope: south.session?.scope },
    ]);
    expect((await Device.of(server.url, bank.people.teller)).session).not.toHaveProperty('branches');
  });

  it('[A9] stays there when the session is refreshed, and moves where they have signed in without the server', async () => {
    const device = await at(bank.south, await newFloater());
    await refresh(device);
    expect(device.session?.user.branchId).toBe(bank.south);
    await refresh(device, { branchId: bank.north });
    expect(device.session?.user.branchId).toBe(bank.north);
    expect((await synced(device)).idsOf('customers')).toContain(northFile);
    await refresh(device);
    expect(device.session?.user.branchId).toBe(bank.north);
  });

  it('[A9] works at two branches on two devices at once', async () => {
    const person = await newFloater();
    const [north, south] = [await at(bank.north, person), await at(bank.south, person)];
    expect((await synced(north)).idsOf('customers')).not.toContain(southFile);
    expect((await synced(south)).idsOf('customers')).not.toContain(northFile);
  });

  it('[A10] who loses a branch is at their own with the next pull', async () => {
    const person = await newFloater();
    const device = await at(bank.south, person);
    expect((await synced(device)).idsOf('customers')).toContain(southFile);
    const admin = await Device.of(server.url, bank.people.admin);
    const state = await admin.post(`/admin/users/${person.id}`, { branches: [], reason: '轮岗结束' });
    expect(userState.parse(state)).toMatchObject({ branchId: bank.north, branches: [] });
    expect(await refusalOf(device.pull())).toMatchObject({ code: 'resync_required' });
    expect(await device.pushOne(newLog(southFile))).toMatchObject({ outcome: 'parked', evict: southFile });
    await refresh(device, { branchId: bank.south });
    expect(device.session?.user.branchId).toBe(bank.north);
    expect(device.session).not.toHaveProperty('branches');
  });

  it('[X15] is given branches by IT alone, with a line in the audit log', async () => {
    const person = await addPerson(database.pool, {
      username: `f${v7().slice(-8)}`,
      role: 'teller',
      branchId: bank.north,
    });
    const [admin, boss] = [
      await Device.of(server.url, bank.people.admin),
      await Device.of(server.url, bank.people.boss),
    ];
    const wanted = { branches: [bank.south], reason: '巡点' };
    expect(await refusalOf(boss.post(`/admin/users/${person.id}`, wanted))).toMatchObject({
      code: 'forbidden',
    });
    expect(
      await refusalOf(admin.post(`/admin/users/${person.id}`, { ...wanted, branches: [v7()] })),
    ).toMatchObject({ code: 'bad_request' });
    await admin.post(`/admin/users/${person.id}`, wanted);
    const { items } = usersResponse.parse(await admin.request('/admin/users'));
    expect(items.find(({ id }) => id === person.id)).toMatchObject({ branches: [bank.south] });
    const lines = await database.pool.query(
      `select detail from audit_log where subject_id = $1 and action = 'user.change'`,
      [person.id],
    );
    expect(lines.rows).toEqual([{ detail: { branches: [bank.south] } }]);
  });

  it('[X5] covers the counter of the branch at which they look a customer up', async () => {
    const person = await newFloater();
    const [south, colleague] = [
      await at(bank.south, person),
      await Device.of(server.url, bank.people.southTeller),
    ];
    const walkIn = await addFile(database.pool, bank.north, { idNumber: '110101198001010088' });
    await south.post('/lookup', { by: 'idNumber', value: '110101198001010088', reason: '办业务' });
    expect((await synced(south)).idsOf('customers')).toContain(walkIn);
    expect((await synced(colleague)).idsOf('customers')).toContain(walkIn);
  });

  it('[D5] has what they wrote at one branch applied while they are at another', async () => {
    const person = await newFloater();
    const device = await SpeakingDevice.at(server.url);
    const author = await device.signInAs(person, bank.south);
    const copy = await device.copyOf(author, newLog(southFile));
    await device.signInAs(person, bank.north);
    expect(await device.deliver(copy)).toEqual([{ mutationId: copy.mutationId, outcome: 'accepted' }]);
  });
});
