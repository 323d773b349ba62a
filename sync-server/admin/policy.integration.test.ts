import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PolicyChange, policySettings } from '#shared/protocol/policy-settings.ts';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, type TestBank } from '../test/bank.ts';
import { Device, refusalOf } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let admin: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
});
afterEach(async () => {
  await database.pool.query(`delete from settings where name in ('client_policy', 'devices')`);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const read = async () => policySettings.parse(await admin.request('/admin/policy'));
const save = async (given: Partial<PolicyChange>) => {
  const { version } = await read();
  const body = { version, set: {}, devices: {}, reason: 'test', ...given };
  return policySettings.parse(await admin.post('/admin/policy', body));
};
const policyOfTeller = async () => (await Device.of(server.url, bank.people.teller)).session?.policy;
const lines = async () => {
  const found = await database.pool.query<{ reason: string; detail: { changed: string[] } }>(
    `select reason, detail from audit_log where action = 'policy.set' order by id`,
  );
  return found.rows;
};

describe('the policy of devices', () => {
  it('is set for all and by role, reaches the next sign-in, and is taken back', async () => {
    await save({ set: { all: { lockedHours: 8 }, roles: { teller: { idleLockMinutes: 2 } } } });
    expect(await policyOfTeller()).toMatchObject({ lockedHours: 8, idleLockMinutes: 2 });
    await save({ set: { all: { lockedHours: 8 } } });
    expect(await policyOfTeller()).toMatchObject({ lockedHours: 8, idleLockMinutes: 5 });
    const settings = await save({});
    expect(settings.set).toEqual({});
    expect(settings.builtIn.teller).toMatchObject({ idleLockMinutes: 5, lockedHours: 12 });
  });

  it('changes what devices are asked for with the same order', async () => {
    await save({ devices: { approval: 'required', alerts: { silentDays: 3 } } });
    const stranger = await SpeakingDevice.at(server.url);
    expect(await refusalOf(stranger.signInAs(bank.people.teller))).toMatchObject({
      code: 'device_not_approved',
    });
    await save({});
  });

  it('leaves a line that names what changed and for whom, and none where nothing did', async () => {
    const before = (await lines()).length;
    await save({
      set: { all: { exports: 'forbidden' }, roles: { teller: { offlineHours: 24 } } },
      devices: { approval: 'none' },
      reason: '下月起',
    });
    await save({
      set: { all: { exports: 'forbidden' }, roles: { teller: { offlineHours: 24 } } },
      devices: { approval: 'none' },
    });
    const [line, ...others] = (await lines()).slice(before);
    expect(others).toEqual([]);
    expect(line?.reason).toBe('下月起');
    expect(line?.detail.changed.sort()).toEqual([
      'client_policy.all.exports',
      'client_policy.roles.teller.offlineHours',
      'devices.approval',
    ]);
  });

  it('is not changed by who has not seen what somebody else made of it', async () => {
    const { version } = await read();
    await save({ set: { all: { exports: 'forbidden' } } });
    const late = admin.post('/admin/policy', { version, set: {}, devices: {}, reason: 'late' });
    expect(await refusalOf(late)).toMatchObject({ code: 'conflict' });
    expect((await read()).set).toEqual({ all: { exports: 'forbidden' } });
  });

  it('of two at once one is taken', async () => {
    const { version } = await read();
    const order = (hours: number) =>
      admin.post('/admin/policy', {
        version,
        set: { all: { lockedHours: hours } },
        devices: {},
        reason: 'x',
      });
    const answers = await Promise.allSettled([order(1), order(2)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('takes no value that is wrong, and says where it is', async () => {
    const { version } = await read();
    for (const set of [
      { all: { idleLockMinutes: 0 } },
      { roles: { teller: { serverUrls: ['http://crm.bank.example'] } } },
      { roles: { nobody: {} } },
      { all: { unknown: 1 } },
    ]) {
      const sent = admin.post('/admin/policy', { version, set, devices: {}, reason: 'x' });
      const refusal = await refusalOf(sent);
      expect(refusal).toMatchObject({ code: 'bad_request' });
      expect(refusal?.paths?.every((path) => path.startsWith('/set'))).toBe(true);
    }
    expect((await read()).version).toBe(version);
  });

  it('says which row counts for nothing, and a save takes its place', async () => {
    await database.pool.query(
      `insert into settings (name, value) values ('client_policy', '{"all": {"idleLockMinutes": 0}}'), ('devices', '[]')`,
    );
    expect(await read()).toMatchObject({ set: {}, invalid: ['client_policy', 'devices'] });
    expect(await save({})).toMatchObject({ invalid: [] });
  });

  it('is for IT alone', async () => {
    const { version } = await read();
    const auditor = { username: 'auditor', role: 'auditor', branchId: bank.north } as const;
    const others = [bank.people.boss, bank.people.teller, await addPerson(database.pool, auditor)];
    for (const person of others) {
      const device = await Device.of(server.url, person);
      const sent = device.post('/admin/policy', { version, set: {}, devices: {}, reason: 'x' });
      expect(await refusalOf(sent)).toMatchObject({ code: 'forbidden' });
      expect(await refusalOf(device.request('/admin/policy'))).toMatchObject({ code: 'forbidden' });
    }
  });
});
