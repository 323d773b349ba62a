import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, type Person, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';

let folder: string;
let database: TestDatabase;
let backup: TestDatabase | undefined;
let server: RunningServer;
let bank: TestBank;

const start = (of: TestDatabase) => startNode(of.url, { deviceOrdersDir: folder, nodeName: 'node-1' });

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-orders-'));
  database = await createTestDatabase();
  server = await start(database);
  bank = await makeBank(database.pool);
});
afterEach(async () => {
  await server.close();
  await backup?.drop();
  backup = undefined;
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function newDevice(): Promise<SpeakingDevice> {
  const device = await SpeakingDevice.at(server.url);
  await device.signInAs(bank.people.teller);
  return device;
}
const decide = async (device: Device, act: string) =>
  (await Device.of(server.url, bank.people.admin)).post(`/operations/devices/${device.deviceId}/${act}`, {
    reason: '笔记本被盗',
  });

/** What is in the database now, as a backup that was taken at this moment has it. */
async function takeBackup(): Promise<void> {
  await server.close();
  backup = await createTestDatabase(database);
  await database.drop();
  database = await createTestDatabase(backup);
  server = await start(database);
}
/** The database is put back to the backup, and the nodes go on with the same folder. */
async function putBack(...devices: Device[]): Promise<void> {
  if (backup === undefined) throw new Error('there is no backup');
  await server.close();
  await database.drop();
  database = await createTestDatabase(backup);
  server = await start(database);
  for (const device of devices) device.url = server.url;
}
const refusedAs = (code: string) => ({ body: { code } });

describe('orders to devices, after the database was put back to a backup of before them', () => {
  it('[D18] are in force again: a wipe is fetched, and the sessions that came back are ended', async () => {
    const device = await newDevice();
    await takeBackup();
    device.url = server.url;
    await device.pull();
    await decide(device, 'wipe');
    const [given] = await device.contact();
    await putBack(device);
    await expect(device.pull()).rejects.toMatchObject(refusedAs('session_revoked'));
    await expect(device.signInAs(bank.people.teller)).rejects.toMatchObject(refusedAs('forbidden'));
    expect(await device.contact()).toEqual([given]);
    expect(await device.contact([given?.id ?? ''])).toEqual([]);
    await device.signInAs(bank.people.teller);
    const lines = await database.pool.query(
      `select 1 from audit_log where action = 'device.recall' and subject_id = $1`,
      [device.deviceId],
    );
    expect(lines.rowCount).toBe(1);
  });

  it('[D18] let nobody in before they can be read: the folder is away, or an empty one in its place', async () => {
    const device = await newDevice();
    await takeBackup();
    device.url = server.url;
    await decide(device, 'revoke');
    const away = `${folder}-away`;
    await rename(folder, away);
    await putBack(device);
    const refused = refusedAs('unavailable');
    await expect(device.signInAs(bank.people.teller)).rejects.toMatchObject(refused);
    await mkdir(folder);
    await expect(device.signInAs(bank.people.teller)).rejects.toMatchObject(refused);
    await expect(device.contact()).rejects.toMatchObject(refused);
    await rm(folder, { recursive: true });
    await rename(away, folder);
    await expect(device.signInAs(bank.people.teller)).rejects.toMatchObject(refusedAs('device_revoked'));
    await expect(newDevice()).resolves.toBeDefined();
  });

  it('[D18] that were carried out stay so, and bring no old session back', async () => {
    const device = await newDevice();
    await takeBackup();
    device.url = server.url;
    await decide(device, 'wipe');
    const [given] = await device.contact();
    await device.contact([given?.id ?? '']);
    // A later order files what ended before it.
    await decide(await newDevice(), 'revoke');
    await putBack(device);
    await expect(device.pull()).rejects.toMatchObject(refusedAs('session_revoked'));
    expect(await device.contact()).toEqual([]);
    await device.signInAs(bank.people.teller);
  });

  it('[D18] keep a device out that was enrolled and shut out since, and let in one whose revocation was lifted', async () => {
    await takeBackup();
    const [out, back] = [await newDevice(), await newDevice()];
    for (const device of [out, back]) await decide(device, 'revoke');
    await decide(back, 'restore');
    await putBack(out, back);
    await expect(out.signInAs(bank.people.teller)).rejects.toMatchObject(refusedAs('device_revoked'));
    await back.signInAs(bank.people.teller);
  });

  it('[D18] are not made, changed or lifted by who can write to the folder', async () => {
    const [shut, free] = [await newDevice(), await newDevice()];
    await takeBackup();
    for (const device of [shut, free]) device.url = server.url;
    await decide(shut, 'revoke');
    const [name = ''] = await readdir(folder);
    const file = path.join(folder, name);
    const line = JSON.parse((await readFile(file, 'utf8')).trim().split('\n').at(-1) ?? '');
    const forged = [
      { ...line, endedAt: '2026-11-22T09:00:00.000Z' },
      { ...line, deviceId: free.deviceId },
    ];
    await appendFile(file, `{"id":"cut\n${forged.map((one) => JSON.stringify(one)).join('\n')}\n`);
    await putBack(shut, free);
    await expect(shut.signInAs(bank.people.teller)).rejects.toMatchObject(refusedAs('device_revoked'));
    await expect(free.pull()).resolves.toBeDefined();
  });
});

describe('what took people’s way in away, after the database was put back to a backup of before it', () => {
  const newPerson = () =>
    addPerson(database.pool, { username: `p${v7().slice(-10)}`, role: 'teller', branchId: bank.north });
  const as = (person: Person) => Device.of(server.url, person);
  const order = async (person: Person, path: string, body: object) =>
    (await as(bank.people.admin)).post(`/admin/${path.replace(':id', person.id)}`, {
      ...body,
      reason: '离职',
    });
  const close = (person: Person, disabled = true) => order(person, 'users/:id', { disabled });
  const recalls = async (person: Person) => {
    const found = await database.pool.query<{ kind: string }>(
      `select detail ->> 'kind' as kind from audit_log where action = 'person.recall' and subject_id = $1`,
      [person.id],
    );
    return found.rows.map(({ kind }) => kind);
  };

  it('[D19] somebody who was disabled since is out, by password and by session, until IT says otherwise', async () => {
    const person = await newPerson();
    const device = await as(person);
    await takeBackup();
    await close(person);
    await putBack(device);
    await expect(device.pull()).rejects.toMatchObject(refusedAs('user_disabled'));
    const refreshToken = device.session?.refreshToken;
    const refresh = device.post('/auth/refresh', { refreshToken, deviceId: device.deviceId });
    await expect(refresh).rejects.toMatchObject(refusedAs('user_disabled'));
    await expect(as(person)).rejects.toMatchObject(refusedAs('user_disabled'));
    expect(await recalls(person)).toEqual(['disabled']);
    await close(person, false);
    await as(person);
    // Another start of the database takes up nothing that IT has spoken about since.
    await server.close();
    server = await start(database);
    await as(person);
    expect(await recalls(person)).toEqual(['disabled']);
  });

  it('[D19] on a node that stays up while its database is put back, at the very first sign-in', async () => {
    const person = await newPerson();
    await takeBackup();
    await close(person);
    let run = 1;
    const stays = await startNode(database.url, {
      deviceOrdersDir: folder,
      nodeName: 'node-2',
      databaseRun: async () => `${run}`,
    });
    try {
      await database.pool.query('delete from account_ends where user_id = $1', [person.id]);
      await database.pool.query('alter table users disable trigger note_disabled');
      await database.pool.query('update users set disabled = false where id = $1', [person.id]);
      await database.pool.query('alter table users enable trigger note_disabled');
      run = 2;
      await expect(Device.of(stays.url, person)).rejects.toMatchObject(refusedAs('user_disabled'));
      const opened = await database.pool.query('select 1 from sessions where user_id = $1', [person.id]);
      expect(opened.rowCount).toBe(0);
    } finally {
      await stays.close();
    }
  });

  it('[D19] somebody who was disabled and let in again since works on', async () => {
    const person = await newPerson();
    await takeBackup();
    await close(person);
    await close(person, false);
    await putBack();
    await as(person);
    expect(await recalls(person)).toEqual([]);
  });

  it('[D19] a password that was reset since opens nothing, and neither do sessions of before', async () => {
    const person = await newPerson();
    const device = await as(person);
    await takeBackup();
    await order(person, 'people/:id/password', {});
    await putBack(device);
    await expect(device.pull()).rejects.toMatchObject(refusedAs('session_revoked'));
    await expect(as(person)).rejects.toMatchObject(refusedAs('credentials_invalid'));
    expect(await recalls(person)).toEqual(['proof']);
  });

  it('[D19] a session whose token was taken for stolen stays over; the password is good', async () => {
    const person = await newPerson();
    const [device, thief] = [await as(person), new Device(server.url)];
    const stolen = device.session?.refreshToken ?? '';
    await takeBackup();
    for (const one of [device, thief]) one.url = server.url;
    const theft = thief.post('/auth/refresh', { refreshToken: stolen, deviceId: thief.deviceId });
    await expect(theft).rejects.toMatchObject(refusedAs('session_revoked'));
    // Filed by the job, or with the next order.
    await close(await newPerson());
    await putBack(device);
    await expect(device.pull()).rejects.toMatchObject(refusedAs('session_revoked'));
    await as(person);
    expect(await recalls(person)).toEqual(['sessions']);
  });

  it('[D19] nobody is shut out or let in by who can write to the folder', async () => {
    const [out, free] = [await newPerson(), await newPerson()];
    await takeBackup();
    await close(out);
    const file = path.join(folder, 'account-ends-node-1.jsonl');
    const line = JSON.parse((await readFile(file, 'utf8')).trim().split('\n').at(-1) ?? '');
    const forged = [
      { ...line, endedAt: '2026-11-22T09:00:00.000Z' },
      { ...line, userId: free.id },
    ];
    await appendFile(file, `${forged.map((one) => JSON.stringify(one)).join('\n')}\n`);
    await putBack();
    await expect(as(out)).rejects.toMatchObject(refusedAs('user_disabled'));
    await as(free);
  });
});
