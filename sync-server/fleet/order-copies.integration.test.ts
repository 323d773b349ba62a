import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import { makeBank, type TestBank } from '../test/bank.ts';
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
