import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '#shared/crypto/fingerprint.ts';
import type { DeviceReport } from '#shared/protocol/device.ts';
import { type FleetFilter, type FleetPage, fleetPage, fleetSummary } from '#shared/protocol/fleet.ts';
import { programResponse } from '#shared/protocol/releases.ts';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, PASSWORD, type Person, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { newLog } from '../test/mutations.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let admin: Device;
let auditor: Device;
let now = Date.now();

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { clock: () => new Date(now) });
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
  const person = { username: 'auditor', role: 'auditor' as const, branchId: bank.north };
  auditor = await Device.of(server.url, await addPerson(database.pool, person));
});
afterAll(async () => {
  await server.close();
  await database.drop();
});
beforeEach(() => setting({}));

async function setting(value: object): Promise<void> {
  await database.pool.query(
    `insert into settings (name, value) values ('devices', $1) on conflict (name) do update set value = $1`,
    [JSON.stringify(value)],
  );
}
const refusedAs = (code: string) => ({ body: { code } });

async function search(filter: FleetFilter, after?: string, by = admin): Promise<FleetPage> {
  const asked = { filter, ...(after !== undefined && { after }) };
  return fleetPage.parse(await by.post('/operations/devices/search', asked));
}
async function found(device: Device) {
  return (await search({ text: device.deviceId })).items[0];
}
const decide = (device: Device, act: string, by = admin) =>
  by.post(`/operations/devices/${device.deviceId}/${act}`, { reason: '工单 42' });

async function newDevice(person: Person = bank.people.teller): Promise<SpeakingDevice> {
  const device = await SpeakingDevice.at(server.url);
  await device.signInAs(person);
  return device;
}
async function tell(device: SpeakingDevice, unsent: number, report: DeviceReport): Promise<void> {
  await device.speak('/device/contact', { confirmed: [], unsent, report });
}

describe('a device that nobody has approved', () => {
  it('[D13] is not signed in on where the bank wants approval, and is once IT has said so', async () => {
    await setting({ approval: 'required' });
    const device = await SpeakingDevice.at(server.url);
    await expect(device.signInAs(bank.people.teller)).rejects.toMatchObject({
      status: 403,
      ...refusedAs('device_not_approved'),
    });
    const waiting = await found(device);
    expect(waiting).toMatchObject({
      state: 'waiting',
      user: { id: bank.people.teller.id },
      fingerprint: await fingerprintOf(device.keys.publicKey),
    });
    const sessions = await database.pool.query('select 1 from sessions where device_id = $1', [
      device.deviceId,
    ]);
    expect(sessions.rowCount).toBe(0);
    expect(await decide(device, 'approve')).toEqual({ id: device.deviceId, state: 'approved' });
    await device.signInAs(bank.people.teller);
    await expect(device.pull()).resolves.toMatchObject({ complete: true });
  });

  it('[D13] gets no pass for programs, and a wrong password there learns nothing of it', async () => {
    await setting({ approval: 'required' });
    const device = await SpeakingDevice.at(server.url);
    const body = { username: 'teller', password: 'wrong', deviceId: device.deviceId };
    await expect(
      device.post('/auth/sign-in', { ...body, deviceKey: device.keys.publicKey }),
    ).rejects.toMatchObject(refusedAs('credentials_invalid'));
    expect(await found(device)).toBeUndefined();
    await expect(device.signInAs(bank.people.teller)).rejects.toMatchObject(refusedAs('device_not_approved'));
    const program = {
      version: '1.2.3',
      electron: '45.4.1',
      platform: 'linux',
      arch: 'x64',
      channel: 'stable',
    };
    await expect(device.speak('/device/program', program)).rejects.toMatchObject(
      refusedAs('unauthenticated'),
    );
    await decide(device, 'approve');
    programResponse.parse(await device.speak('/device/program', program));
  });

  it('[D14] who knows the id of an approved device does not pass for it without its key', async () => {
    await setting({ approval: 'required' });
    const device = await SpeakingDevice.at(server.url);
    await expect(device.signInAs(bank.people.teller)).rejects.toMatchObject(refusedAs('device_not_approved'));
    await decide(device, 'approve');
    const body = { username: 'teller', password: PASSWORD, deviceId: device.deviceId };
    const { publicKey } = device.keys;
    const other = await SpeakingDevice.at(server.url);
    const forged = { challenge: await device.challenge(), signature: (await other.proof('')).signature };
    // Made for one key of the user, it is worth nothing for another.
    const moved = { ...body, deviceKey: publicKey, signingKey: other.keys.publicKey };
    for (const attempt of [
      body,
      { ...body, deviceKey: publicKey },
      { ...body, deviceKey: publicKey, deviceProof: forged },
      { ...body, deviceKey: publicKey, deviceProof: await other.proof('') },
      { ...moved, deviceProof: await device.proof('') },
      { ...body, deviceKey: other.keys.publicKey, deviceProof: await other.proof('') },
    ]) {
      await expect(new Device(server.url).post('/auth/sign-in', attempt)).rejects.toMatchObject(
        refusedAs('forbidden'),
      );
    }
  });

  it('[D13] is none that was in use before the bank wanted approval; a setting that is not valid lets no new one in', async () => {
    const old = await newDevice();
    await setting({ approval: 'requird' });
    await old.signInAs(bank.people.teller);
    const fresh = await SpeakingDevice.at(server.url);
    await expect(fresh.signInAs(bank.people.teller)).rejects.toMatchObject(refusedAs('device_not_approved'));
    await setting({ approval: 'none' });
    await fresh.signInAs(bank.people.teller);
    expect(await found(fresh)).toMatchObject({ state: 'approved' });
  });
});

describe('a device that IT has shut out', () => {
  it('[D15] loses its sessions at once, lets nobody in until that is lifted, and still delivers', async () => {
    const device = await SpeakingDevice.at(server.url);
    const author = await device.signInAs(bank.people.teller);
    await device.pull();
    expect(await decide(device, 'revoke')).toMatchObject({ state: 'revoked' });
    expect(await decide(device, 'revoke')).toMatchObject({ state: 'revoked' });
    await expect(device.pull()).rejects.toMatchObject(refusedAs('session_revoked'));
    await expect(device.signInAs(bank.people.southTeller)).rejects.toMatchObject(refusedAs('device_revoked'));
    // It is no order that the device is told of, and none that it can confirm.
    const orders = await database.pool.query<{ id: string }>(
      'select id from device_orders where device_id = $1',
      [device.deviceId],
    );
    expect(await device.contact(orders.rows.map(({ id }) => id))).toEqual([]);
    expect(await found(device)).toMatchObject({ state: 'revoked', revoked: { reason: '工单 42' } });
    const copy = await device.copyOf(author, newLog(v7()));
    expect(await device.deliver(copy)).toMatchObject([{ mutationId: copy.mutationId }]);
    expect(await decide(device, 'restore')).toMatchObject({ state: 'approved' });
    await expect(device.pull()).rejects.toMatchObject(refusedAs('session_revoked'));
    await device.signInAs(bank.people.teller);
    await expect(device.pull()).resolves.toMatchObject({ complete: true });
  });

  it('[D15] is decided on by IT alone, with a reason that the audit log keeps', async () => {
    const device = await newDevice();
    const people = [bank.people.teller, bank.people.boss, bank.people.analyst];
    const others = [auditor, ...(await Promise.all(people.map((one) => Device.of(server.url, one))))];
    for (const act of ['approve', 'revoke', 'restore']) {
      for (const other of others) {
        await expect(decide(device, act, other)).rejects.toMatchObject(refusedAs('forbidden'));
      }
      await expect(decide(new Device(server.url), act)).rejects.toMatchObject({ status: 404 });
    }
    await decide(device, 'revoke');
    await decide(device, 'restore');
    const lines = await database.pool.query(
      'select action, reason, actor_id from audit_log where subject_id = $1 order by id',
      [device.deviceId],
    );
    const actor_id = bank.people.admin.id;
    expect(lines.rows).toEqual([
      { action: 'device.revoke', reason: '工单 42', actor_id },
      { action: 'device.restore', reason: '工单 42', actor_id },
    ]);
  });
});

describe('what devices say of themselves', () => {
  it('[D16] is listed as it was said last; failures that are named no more are over', async () => {
    const device = await newDevice();
    const lastSyncAt = '2026-11-22T08:00:00.000Z';
    const report = { version: '2.4.0', replicaBytes: 52_000_000, clockAheadSeconds: -40, lastSyncAt };
    await tell(device, 3, { ...report, failedSyncs: 4, syncError: 'storage_full' });
    expect(await found(device)).toMatchObject({
      unsent: 3,
      ...report,
      failedSyncs: 4,
      syncError: 'storage_full',
    });
    await tell(device, 0, {});
    const after = await found(device);
    expect(after).toMatchObject({ unsent: 0, failedSyncs: 0, ...report });
    expect(after).not.toHaveProperty('syncError');
    // Of a client of before there were reports nothing is made up.
    await device.contact([], 1);
    expect(await found(device)).toMatchObject({ unsent: 1, ...report });
  });

  it('[D16] is refused where it is not what the schema says', async () => {
    const device = await newDevice();
    for (const report of [
      { syncError: '客户张三' },
      { version: 'latest' },
      { failedSyncs: -1 },
      { more: 1 },
    ]) {
      await expect(device.speak('/device/contact', { confirmed: [], report })).rejects.toMatchObject(
        refusedAs('bad_request'),
      );
    }
  });

  it('[D17] alerts beyond the limits of the bank, and is counted as it is listed', async () => {
    await setting({ alerts: { unsentEdits: 20, silentDays: 3, clockMinutes: 10, failedSyncs: 2 } });
    const fine = await newDevice();
    await tell(fine, 19, { clockAheadSeconds: 599, failedSyncs: 1 });
    const bad = await newDevice();
    await tell(bad, 20, { clockAheadSeconds: -600, failedSyncs: 2 });
    expect(await found(fine)).toMatchObject({ alerts: [] });
    expect(await found(bad)).toMatchObject({ alerts: ['unsent', 'clock', 'failing'] });
    for (const alert of ['unsent', 'clock', 'failing'] as const) {
      const { items } = await search({ alert });
      expect(items.map(({ id }) => id)).toContain(bad.deviceId);
      const { alerts } = fleetSummary.parse(await admin.request('/operations/devices'));
      expect(alerts[alert]).toBe(items.length);
    }
    now += 3 * 86_400_000 + 1000;
    admin = await Device.of(server.url, bank.people.admin);
    expect(await found(fine)).toMatchObject({ alerts: ['silent'] });
    // What is out of use alerts nobody.
    await decide(bad, 'revoke');
    expect(await found(bad)).toMatchObject({ state: 'revoked', alerts: [] });
  });

  it('[D17] shows who is behind what is offered to all, and who is not of that system', async () => {
    const devices = await Promise.all([newDevice(), newDevice(), newDevice()]);
    const [old, current, other] = devices as [SpeakingDevice, SpeakingDevice, SpeakingDevice];
    const program = {
      version: '3.0.0',
      electron: '45.4.1',
      platform: 'linux',
      arch: 'x64',
      channel: 'stable',
    };
    await old.speak('/device/program', program);
    await current.speak('/device/program', { ...program, version: '3.1.0' });
    await other.speak('/device/program', { ...program, platform: 'win32' });
    await database.pool.query(
      `insert into releases (id, channel, platform, arch, version, electron, version_key, electron_key, manifest,
         signature, uploaded_by, uploaded_at, whole_at, stage)
       values ($1, 'stable', 'linux', 'x64', '3.1.0', '45.4.1', '{3,1,0}', '{45,4,1}', '', '', $2, $3, $3, 'all')`,
      [v7(), bank.people.admin.id, new Date(now)],
    );
    expect(await found(old)).toMatchObject({ version: '3.0.0', alerts: ['oldVersion'] });
    expect(await found(current)).toMatchObject({ alerts: [] });
    expect(await found(other)).toMatchObject({ alerts: [] });
  });
});

describe('the list of devices', () => {
  it('[D17] is read by IT and auditors, and by nobody else', async () => {
    await expect(search({}, undefined, auditor)).rejects.toMatchObject(refusedAs('unauthenticated'));
    auditor = await Device.of(server.url, { ...bank.people.admin, username: 'auditor' });
    await expect(search({}, undefined, auditor)).resolves.toBeDefined();
    for (const person of [bank.people.teller, bank.people.manager, bank.people.boss, bank.people.analyst]) {
      const other = await Device.of(server.url, person);
      await expect(search({}, undefined, other)).rejects.toMatchObject(refusedAs('forbidden'));
      await expect(other.request('/operations/devices')).rejects.toMatchObject(refusedAs('forbidden'));
    }
  });

  it('is paged without leaving one out or naming one twice, also among those seen at one moment', async () => {
    const ids = Array.from({ length: 250 }, () => v7());
    await database.pool.query(
      `insert into devices (id, last_user_id, first_seen_at, last_seen_at, approved_at, version)
       select id, $2, $3, $3, $3, '9.9.9' from unnest($1::uuid[]) id`,
      [ids, bank.people.otherManager.id, new Date(now - 1000)],
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page: FleetPage = await search({ version: '9.9.9' }, after);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(ids.toSorted().reverse());
    await expect(search({}, 'somewhere')).rejects.toMatchObject(refusedAs('bad_request'));
  });

  it('finds by the beginning of a name or account, by a whole id or its end, and takes typed signs as they are', async () => {
    const device = await newDevice(bank.people.southTeller);
    const ids = async (filter: FleetFilter) => (await search(filter)).items.map(({ id }) => id);
    for (const text of ['员工teller2', 'TELLER2', device.deviceId, device.deviceId.slice(-8)]) {
      expect(await ids({ text })).toContain(device.deviceId);
    }
    expect(await ids({ text: '%' })).toEqual([]);
    expect(await ids({ text: '_eller' })).toEqual([]);
    expect(await ids({ branchId: bank.south, state: 'approved' })).toContain(device.deviceId);
    expect(await ids({ branchId: bank.north, text: device.deviceId })).toEqual([]);
  });
});
