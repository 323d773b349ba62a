import http from 'node:http';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '#shared/crypto/signature.ts';
import { refreshResponse } from '#shared/protocol/auth.ts';
import { CERTIFICATE_PURPOSE, certificateStatement } from '#shared/protocol/device.ts';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, PASSWORD, type TestBank } from '../test/bank.ts';
import { Device, refusalOf } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';
import { POLICY_SETTING } from './policy.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let now = Date.now();

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { clock: () => new Date(now) });
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const refresh = async (device: Device, refreshToken: string, deviceId = device.deviceId) =>
  refreshResponse.parse(await device.post('/auth/refresh', { refreshToken, deviceId }));

describe('signing in', () => {
  it('[A1] answers with tokens and the person, and the same way to a wrong password and an unknown name', async () => {
    const device = new Device(server.url);
    const session = await device.signIn('Teller');
    expect(session).toMatchObject({
      accessExpiresIn: 600,
      offlineHours: 72,
      user: { id: bank.people.teller.id, branchName: '城北支行', role: 'teller' },
    });
    await expect(device.signIn('teller', 'wrong')).rejects.toMatchObject({
      status: 401,
      body: { code: 'credentials_invalid' },
    });
    await expect(device.signIn('nobody', 'wrong')).rejects.toMatchObject({
      status: 401,
      body: { code: 'credentials_invalid' },
    });
  });

  it('[A7] names the replica, the policy and the keys, and certifies the key that signs edits', async () => {
    const device = await SpeakingDevice.at(server.url);
    const { certificate, keys } = await device.signInAs(bank.people.teller);
    const { session } = device;
    expect(session).toMatchObject({
      scope: { shared: true },
      policy: { idleLockMinutes: 5, lockedHours: 12, signOut: 'keep' },
    });
    expect(certificate).toMatchObject({
      userId: bank.people.teller.id,
      deviceId: device.deviceId,
      publicKey: keys.publicKey,
      issuedAt: new Date(now).toISOString(),
    });
    const statement = certificateStatement(certificate);
    const signer = session?.serverKeys.sign ?? '';
    expect(await verify(signer, CERTIFICATE_PURPOSE, statement, certificate.signature)).toBe(true);
    const again = await refresh(device, session?.refreshToken ?? '');
    expect(again).toMatchObject({
      scope: session?.scope,
      policy: session?.policy,
      serverKeys: session?.serverKeys,
    });
    expect(again).not.toHaveProperty('certificate');
  });

  it('[A7] [O17] follows the policy in the settings, as far as it is one', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    const policyUnder = async (setting: unknown, username: string) => {
      await database.pool.query(
        `insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = $2`,
        [POLICY_SETTING, JSON.stringify(setting)],
      );
      return (await device.signIn(username)).policy;
    };
    const setting = { all: { lockedHours: 2 }, roles: { teller: { idleLockMinutes: 1, signOut: 'erase' } } };
    expect(await policyUnder(setting, 'teller')).toEqual({
      idleLockMinutes: 1,
      lockedHours: 2,
      offlineHours: 72,
      signOut: 'erase',
    });
    expect(await policyUnder(setting, 'boss')).toMatchObject({ idleLockMinutes: 10, lockedHours: 2 });
    const leads = { all: { reminderLeadDays: { maturity: 14, birthday: 3 } } };
    const own = { roles: { teller: { reminderLeadDays: { maturity: 5 }, notifications: false } } };
    expect(await policyUnder({ ...leads, ...own }, 'teller')).toMatchObject({
      reminderLeadDays: { maturity: 5, birthday: 3 },
      notifications: false,
    });
    expect((await policyUnder(leads, 'boss')).reminderLeadDays).toEqual({ maturity: 14, birthday: 3 });
    const desktop = { offlineHours: 24, updateHours: '22:00-06:00', exports: 'forbidden' };
    expect(await policyUnder({ all: desktop }, 'teller')).toMatchObject(desktop);
    expect((await device.signIn('teller')).offlineHours).toBe(24);
    for (const bad of [
      { all: { serverUrls: ['http://crm.bank.example'] } },
      { all: { idleLockMinutes: 0 } },
      { all: { reminderLeadDays: { maturity: 91 } } },
      { roles: { cashier: {} } },
      { idle: 1 },
      [],
      'keep',
    ]) {
      expect(await policyUnder(bad, 'teller')).toMatchObject({ idleLockMinutes: 5, lockedHours: 12 });
    }
    // Of what is not valid, only what it forbids stays; a name of a later version costs no other.
    const forbidden = { secondFactor: 'required', exports: 'forbidden', idleLockMinutes: 0 };
    expect(await policyUnder({ all: forbidden }, 'teller')).toMatchObject({
      ...forbidden,
      idleLockMinutes: 5,
    });
    const later = { all: { lockedHours: 2, colour: 'red' }, roles: { cashier: { lockedHours: 1 } }, idle: 1 };
    expect(await policyUnder(later, 'teller')).toMatchObject({ lockedHours: 2 });
    expect(await policyUnder(later, 'teller')).not.toHaveProperty('colour');
    await database.pool.query('delete from settings where name = $1', [POLICY_SETTING]);
  });

  it('[A1] an access token ends after ten minutes', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    await device.pull();
    now += 601_000;
    await expect(device.pull()).rejects.toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  it('[A4] a disabled person is refused at the next request, and a changed role counts at once', async () => {
    const person = await addPerson(database.pool, {
      username: 'leaver',
      role: 'teller',
      branchId: bank.north,
    });
    const device = await Device.of(server.url, person);
    await device.pull();
    await database.pool.query(`update users set role = 'analyst' where id = $1`, [person.id]);
    await expect(device.request('/overview')).resolves.toMatchObject({ branches: expect.any(Array) });
    await database.pool.query('update users set disabled = true where id = $1', [person.id]);
    await expect(device.pull()).rejects.toMatchObject({ status: 403, body: { code: 'user_disabled' } });
    const body = { refreshToken: device.session?.refreshToken, deviceId: device.deviceId };
    await expect(device.post('/auth/refresh', body)).rejects.toMatchObject({
      body: { code: 'user_disabled' },
    });
    await expect(device.signIn('leaver')).rejects.toMatchObject({ body: { code: 'user_disabled' } });
  });

  it('[A5] demo accounts are refused when either the address or the Host header is not loopback', async () => {
    await addPerson(database.pool, { username: 'demo', role: 'teller', branchId: bank.north, demo: true });
    const device = new Device(server.url);
    await device.signIn('demo');
    const { port } = new URL(server.url);
    const body = JSON.stringify({ username: 'demo', password: PASSWORD, deviceId: v7() });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = http.request(
        {
          host: '127.0.0.1',
          port,
          path: '/auth/sign-in',
          method: 'POST',
          headers: {
            host: 'crm.bank.example',
            'content-type': 'application/json',
            'x-forwarded-for': '127.0.0.1',
          },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      request.on('error', reject);
      request.end(body);
    });
    expect(status).toBe(403);
  });

  it('[A6] guessing is slowed down', async () => {
    await addPerson(database.pool, { username: 'target', role: 'teller', branchId: bank.north });
    const device = new Device(server.url);
    for (let i = 0; i < 5; i++) await device.signIn('target', 'guess').catch(() => undefined);
    await expect(device.signIn('target')).rejects.toMatchObject({
      status: 429,
      body: { code: 'rate_limited', retryAfterSeconds: 1 },
    });
    now += 1001;
    await expect(device.signIn('target')).resolves.toBeDefined();
  });

  it('[A6] guessing with many requests at once is slowed down as well', async () => {
    await addPerson(database.pool, { username: 'burst', role: 'teller', branchId: bank.north });
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, tried) =>
        refusalOf(new Device(server.url).signIn('burst', `guess${tried}`)),
      ),
    );
    expect(answers.filter((one) => one?.code === 'credentials_invalid')).toHaveLength(5);
    expect(answers.filter((one) => one?.code === 'rate_limited')).toHaveLength(55);
  });
});

describe('staying signed in', () => {
  it('[A2] a lost answer costs nothing: until the successor is used the device gets the same one again', async () => {
    const device = await Device.of(server.url, bank.people.manager);
    const first = device.session?.refreshToken ?? '';
    const answers = await Promise.all([
      refresh(device, first),
      refresh(device, first),
      refresh(device, first),
    ]);
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
    const second = answers[0].refreshToken;
    expect(second).not.toBe(first);
    const third = (await refresh(device, second)).refreshToken;
    expect((await refresh(device, second)).refreshToken).toBe(third);
  });

  it('[A3] a token whose successor is in use ends the session, its access tokens too', async () => {
    const device = await Device.of(server.url, bank.people.manager);
    const first = device.session?.refreshToken ?? '';
    const second = (await refresh(device, first)).refreshToken;
    const third = (await refresh(device, second)).refreshToken;
    await expect(refresh(device, first)).rejects.toMatchObject({
      status: 401,
      body: { code: 'session_revoked' },
    });
    await expect(refresh(device, third)).rejects.toMatchObject({ body: { code: 'session_revoked' } });
    await expect(device.pull()).rejects.toMatchObject({ body: { code: 'session_revoked' } });
  });

  it('[A3] so does a token shown by another device', async () => {
    const device = await Device.of(server.url, bank.people.manager);
    const token = device.session?.refreshToken ?? '';
    await expect(refresh(device, token, v7())).rejects.toMatchObject({ body: { code: 'session_revoked' } });
    await expect(refresh(device, token)).rejects.toMatchObject({ body: { code: 'session_revoked' } });
  });

  it('a token that was made up ends nobody’s session', async () => {
    const device = await Device.of(server.url, bank.people.manager);
    const token = device.session?.refreshToken ?? '';
    const forged = `${token.slice(0, 40)}${token[40] === 'A' ? 'B' : 'A'}${token.slice(41)}`;
    await expect(refresh(device, forged)).rejects.toMatchObject({ body: { code: 'unauthenticated' } });
    await expect(refresh(device, token)).resolves.toBeDefined();
  });

  it('signing out ends the session, and may be said twice', async () => {
    const device = await Device.of(server.url, bank.people.manager);
    const body = { refreshToken: device.session?.refreshToken, deviceId: device.deviceId };
    await device.post('/auth/sign-out', body);
    await device.post('/auth/sign-out', body);
    await expect(device.pull()).rejects.toMatchObject({ body: { code: 'session_revoked' } });
  });
});
