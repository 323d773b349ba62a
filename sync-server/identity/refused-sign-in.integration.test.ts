import { Secret, TOTP } from 'otpauth';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { oneTimePassword } from '#shared/protocol/people.ts';
import { factorSecret, recoveryCodes } from '#shared/protocol/second-factor.ts';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, PASSWORD, type TestBank } from '../test/bank.ts';
import { Device, refusalOf } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';

const OWN = 'sunny harbour 42 boats';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let admin: Device;
let now = new Date('2026-11-22T08:00:00.000Z');

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { clock: () => now });
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

/** Signs in on a device of their own that IT has to approve, which proves its key. */
async function onNewDevice() {
  const device = await SpeakingDevice.at(server.url);
  const key = device.keys.publicKey;
  return {
    signIn: async (given: object) =>
      await device.post('/auth/sign-in', {
        ...given,
        deviceId: device.deviceId,
        deviceKey: key,
        deviceProof: await device.proof(''),
      }),
    approve: () =>
      admin.post(`/operations/devices/${device.deviceId}/approve`, { reason: 'its code was compared' }),
    openings: async () => {
      const found = await database.pool.query<{ detail: object }>(
        `select detail from audit_log where device_id = $1 and action = 'session.open' order by id`,
        [device.deviceId],
      );
      return found.rows.map(({ detail }) => detail);
    },
  };
}

async function newPerson() {
  const username = `p${v7().slice(-10)}`;
  return oneTimePassword.parse(
    await admin.post('/admin/people', {
      id: v7(),
      username,
      code: username.toUpperCase(),
      name: '新同事',
      nameEn: 'New Colleague',
      role: 'teller',
      branchId: bank.north,
      reason: 'starts on Monday',
    }),
  );
}

async function newAdministrator() {
  const username = `a${v7().slice(-10)}`;
  const person = await addPerson(database.pool, { username, role: 'it_admin', branchId: bank.north });
  const device = await Device.of(server.url, person);
  const begun = factorSecret.parse(await device.post('/auth/second-factor/begin', { password: PASSWORD }));
  const totp = new TOTP({ secret: Secret.fromBase32(begun.secret) });
  const code = () => totp.generate({ timestamp: now.getTime() });
  const { codes } = recoveryCodes.parse(await device.post('/auth/second-factor/confirm', { code: code() }));
  now = new Date(now.getTime() + 30_000);
  return { username, code, recovery: codes[0] ?? '' };
}

/** From here on, until the test ends: who is to use a device of the days before signs in on it first. */
async function wantApproval() {
  await database.pool.query(
    `insert into settings (name, value) values ('devices', '{"approval": "required"}')`,
  );
}

describe('a sign-in that is refused', () => {
  afterEach(() => database.pool.query("delete from settings where name = 'devices'"));

  it('[A12] [D13] leaves the one-time password good for the one after approval', async () => {
    const { username, password } = await newPerson();
    await wantApproval();
    const { signIn, approve } = await onNewDevice();
    const given = { username, password, newPassword: OWN };
    expect(await refusalOf(signIn(given))).toMatchObject({ code: 'device_not_approved' });
    expect(await refusalOf(signIn(given))).toMatchObject({ code: 'device_not_approved' });
    await approve();
    expect(await refusalOf(signIn({ username, password }))).toMatchObject({ code: 'password_change' });
    await signIn(given);
    expect(await refusalOf(signIn(given))).toMatchObject({ code: 'credentials_invalid' });
    await signIn({ username, password: OWN });
  });

  it('[A12] takes the one-time password once, of two sign-ins at once', async () => {
    const { username, password } = await newPerson();
    await wantApproval();
    const { signIn, approve } = await onNewDevice();
    await refusalOf(signIn({ username, password, newPassword: OWN }));
    await approve();
    const both = await Promise.all(
      [OWN, `${OWN} more`].map((newPassword) => refusalOf(signIn({ username, password, newPassword }))),
    );
    expect(both.filter((one) => one === undefined)).toHaveLength(1);
    expect(both.filter((one) => one?.code === 'credentials_invalid')).toHaveLength(1);
  });

  it('[A15] [A16] [D13] leaves codes of the second factor good; a recovery code stands in the log as one', async () => {
    const { username, code, recovery } = await newAdministrator();
    await wantApproval();
    const { signIn, approve, openings } = await onNewDevice();
    const waits = { code: 'device_not_approved' };
    const given = { username, password: PASSWORD };
    expect(await refusalOf(signIn({ ...given, code: recovery }))).toMatchObject(waits);
    expect(await refusalOf(signIn({ ...given, code: code() }))).toMatchObject(waits);
    await approve();
    await signIn({ ...given, code: recovery });
    expect(await refusalOf(signIn({ ...given, code: recovery }))).toMatchObject({ code: 'code_invalid' });
    await signIn({ ...given, code: code() });
    expect(await openings()).toEqual([
      { branchId: bank.north, factor: 'recovery' },
      { branchId: bank.north },
    ]);
  });

  it('[A15] [D13] for a wrong code leaves no device that waits, and the count of it stays', async () => {
    const { username } = await newAdministrator();
    await wantApproval();
    const { signIn, approve } = await onNewDevice();
    const given = { username, password: PASSWORD, code: '000000' };
    expect(await refusalOf(signIn(given))).toMatchObject({ code: 'code_invalid' });
    expect(await refusalOf(approve())).toMatchObject({ code: 'not_found' });
    const counted = await database.pool.query<{ failures: number }>(
      'select f.failures from second_factors f join users u on u.id = f.user_id where u.username = $1',
      [username],
    );
    expect(counted.rows).toEqual([{ failures: 1 }]);
  });
});
