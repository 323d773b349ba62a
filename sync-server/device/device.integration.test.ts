import type { PoolClient } from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSigningKeys, sign, verify } from '#shared/crypto/signature.ts';
import { DEVICE_PURPOSE, deviceStatement, ORDER_PURPOSE, orderStatement } from '#shared/protocol/device.ts';
import { fleetPage } from '#shared/protocol/fleet.ts';
import { wipeResponse } from '#shared/protocol/operations.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, makeBank, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { newLog } from '../test/mutations.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice, strangeKey } from '../test/speaking-device.ts';
import { until } from '../test/until.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let admin: Device;
let now = Date.now();

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { clock: () => new Date(now) });
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const CONTACT = '/device/contact';
const nothing = { confirmed: [] };
const refusedAs = (code: string) => ({ body: { code } });

async function order(device: Device, by = admin): Promise<unknown> {
  return by.post(`/operations/devices/${device.deviceId}/wipe`, { reason: '笔记本被盗' });
}

async function stateOf(device: Device) {
  const asked = { filter: { text: device.deviceId } };
  const { items } = fleetPage.parse(await admin.post('/operations/devices/search', asked));
  return items.find((candidate) => candidate.id === device.deviceId);
}

/** How many statements wait for a lock in this database, as `client` sees it. */
async function waitingFor(client: PoolClient): Promise<number> {
  const found = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return found.rows[0]?.n ?? 0;
}

describe('the key of a device', () => {
  it('[D1] is registered by the first sign-in that brings one; another one is refused', async () => {
    const device = await SpeakingDevice.at(server.url);
    await device.signIn('teller');
    await expect(device.contact()).rejects.toMatchObject(refusedAs('unauthenticated'));
    await device.signInAs(bank.people.teller);
    await expect(device.contact()).resolves.toEqual([]);
    const thief = new Device(server.url);
    const body = { username: 'teller2', password: 'correct horse battery', deviceId: device.deviceId };
    await expect(
      thief.post('/auth/sign-in', { ...body, deviceKey: await strangeKey() }),
    ).rejects.toMatchObject({ status: 403, ...refusedAs('forbidden') });
    await device.signInAs(bank.people.southTeller);
    await expect(device.contact()).resolves.toEqual([]);
  });

  it('[D1] that is none is refused before anything is stored', async () => {
    const device = new Device(server.url);
    const body = { username: 'teller', password: 'correct horse battery', deviceId: device.deviceId };
    for (const field of ['deviceKey', 'signingKey']) {
      await expect(
        device.post('/auth/sign-in', { ...body, [field]: btoa('x'.repeat(91)) }),
      ).rejects.toMatchObject({ status: 400, body: { code: 'bad_request', paths: [`/${field}`] } });
    }
    expect(await stateOf(device)).toBeUndefined();
  });
});

describe('a device that speaks', () => {
  it('[D2] must hold the key it registered, and answer a challenge of ours in time', async () => {
    const device = await SpeakingDevice.at(server.url);
    const stranger = await SpeakingDevice.at(server.url);
    await expect(stranger.contact()).rejects.toMatchObject({ status: 401, ...refusedAs('unauthenticated') });
    await device.signInAs(bank.people.teller);
    const challenge = await device.challenge();
    const forger = await makeSigningKeys(false);
    const statement = deviceStatement(CONTACT, challenge, JSON.stringify(nothing));
    const forged = await sign(forger.privateKey, DEVICE_PURPOSE, statement);
    const bad = [
      await device.signed(CONTACT, nothing, { challenge, signature: forged }),
      await device.signed(CONTACT, nothing, { challenge: await stranger.challenge() }),
      await device.signed(CONTACT, nothing, { challenge: `${challenge}x` }),
      await device.signed(CONTACT, nothing, { challenge: `zzzzzzzz.${challenge.split('.')[1]}` }),
      await device.signed(CONTACT, nothing, { payload: '{"confirmed":[""]}' }),
      await device.signed(CONTACT, nothing, { deviceId: stranger.deviceId }),
      await device.signed('/device/sealed', nothing),
    ];
    for (const body of bad) {
      await expect(device.post(CONTACT, body)).rejects.toMatchObject(refusedAs('unauthenticated'));
    }
    const late = await device.signed(CONTACT, nothing);
    now += 5 * 60_000 + 1;
    await expect(device.post(CONTACT, late)).rejects.toMatchObject(refusedAs('unauthenticated'));
    await expect(device.contact()).resolves.toEqual([]);
  });

  it('[D2] is not repeated on another path, and repeats itself without effect', async () => {
    const device = await SpeakingDevice.at(server.url);
    await device.signInAs(bank.people.teller);
    const request = await device.signed(CONTACT, nothing);
    await expect(device.post(CONTACT, request)).resolves.toMatchObject({ orders: [] });
    await expect(device.post(CONTACT, request)).resolves.toMatchObject({ orders: [] });
    await expect(device.post('/device/sealed', request)).rejects.toMatchObject(refusedAs('unauthenticated'));
  });

  it('says something that its schema knows, or is refused', async () => {
    const device = await SpeakingDevice.at(server.url);
    await device.signInAs(bank.people.teller);
    for (const payload of [null, [], { confirmed: 'all' }, { confirmed: [], more: 1 }, { copies: [] }]) {
      await expect(device.speak(CONTACT, payload)).rejects.toMatchObject({
        status: 400,
        body: { code: 'bad_request', paths: ['/payload'] },
      });
    }
  });

  it('too often is told to wait, and uses up nobody else’s share', async () => {
    const [device, other] = [await SpeakingDevice.at(server.url), await SpeakingDevice.at(server.url)];
    await device.signInAs(bank.people.teller);
    await other.signInAs(bank.people.teller);
    const request = await device.signed(CONTACT, nothing);
    const unsigned = { ...request, signature: btoa('x'.repeat(64)) };
    const send = (body: object, times: number) =>
      Promise.allSettled(Array.from({ length: times }, () => device.post(CONTACT, body)));
    await send(unsigned, 65);
    await expect(device.contact()).resolves.toEqual([]);
    await send(request, 60);
    await expect(device.contact()).rejects.toMatchObject({
      status: 429,
      body: { code: 'rate_limited', retryAfterSeconds: expect.any(Number) },
    });
    await expect(other.contact()).resolves.toEqual([]);
  });

  it('says how many edits it holds, and IT sees it', async () => {
    const device = await SpeakingDevice.at(server.url);
    await device.signInAs(bank.people.teller);
    await device.contact([], 3);
    expect(await stateOf(device)).toMatchObject({ unsent: 3 });
    await device.contact();
    expect(await stateOf(device)).toMatchObject({ unsent: 3 });
  });
});

describe('a wipe', () => {
  it('[D8] is ordered by IT administrators only, of a device that is known, once', async () => {
    const device = await SpeakingDevice.at(server.url);
    await device.signInAs(bank.people.teller);
    for (const person of [bank.people.teller, bank.people.boss, bank.people.analyst]) {
      const other = await Device.of(server.url, person);
      await expect(order(device, other)).rejects.toMatchObject({ status: 403, ...refusedAs('forbidden') });
    }
    await expect(order(new Device(server.url))).rejects.toMatchObject({ status: 404 });
    const [first, second] = await Promise.all([order(device), order(device)]);
    expect(wipeResponse.parse(second)).toEqual(wipeResponse.parse(first));
    const rows = await database.pool.query(
      'select reason, ordered_by from device_orders where device_id = $1',
      [device.deviceId],
    );
    expect(rows.rows).toEqual([{ reason: '笔记本被盗', ordered_by: bank.people.admin.id }]);
  });

  it('[D3] is given signed until it is confirmed, also when everybody there is disabled', async () => {
    const person = await addPerson(database.pool, { username: 'gone', role: 'teller', branchId: bank.north });
    const device = await SpeakingDevice.at(server.url);
    await device.signInAs(person);
    await order(device);
    await database.pool.query('update users set disabled = true where id = $1', [person.id]);
    const [given] = await device.contact();
    if (!given) throw new Error('no order');
    expect(given).toMatchObject({ deviceId: device.deviceId, kind: 'wipe' });
    const statement = orderStatement(given);
    expect(await verify(device.serverKeys.sign, ORDER_PURPOSE, statement, given.signature)).toBe(true);
    expect(await device.contact()).toEqual([given]);
    const other = await SpeakingDevice.at(server.url);
    await other.signInAs(bank.people.teller);
    expect(await other.contact([given.id])).toEqual([]);
    expect(await stateOf(device)).not.toHaveProperty('wipe.confirmedAt');
    expect(await device.contact([given.id])).toEqual([]);
    expect(await stateOf(device)).toMatchObject({
      wipe: { orderedAt: given.issuedAt, confirmedAt: expect.any(String) },
    });
  });

  it('[D8] ends the sessions of the device, and lets nobody in before it is confirmed', async () => {
    const device = await SpeakingDevice.at(server.url);
    const author = await device.signInAs(bank.people.teller);
    await device.pull();
    await order(device);
    await expect(device.pull()).rejects.toMatchObject(refusedAs('session_revoked'));
    const body = { refreshToken: device.session?.refreshToken, deviceId: device.deviceId };
    await expect(device.post('/auth/refresh', body)).rejects.toMatchObject(refusedAs('session_revoked'));
    await expect(device.signInAs(bank.people.teller)).rejects.toMatchObject(refusedAs('forbidden'));
    // What is in its journal still arrives.
    const customerId = await addFile(database.pool, bank.north);
    const copy = await device.copyOf(author, newLog(customerId));
    expect(await device.deliver(copy)).toEqual([{ mutationId: copy.mutationId, outcome: 'accepted' }]);
    const [given] = await device.contact();
    await device.contact([given?.id ?? '']);
    await device.signInAs(bank.people.teller);
    await expect(device.pull()).resolves.toMatchObject({ complete: true });
  });

  it('[D8] leaves no session alive that was opened at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const device = await SpeakingDevice.at(server.url);
      await device.signInAs(bank.people.teller);
      const client = await database.pool.connect();
      await client.query('begin');
      await client.query('select 1 from devices where id = $1 for update', [device.deviceId]);
      // All of them wait for the row; whoever comes first, the order is right in the end.
      const attempts = Promise.allSettled([
        ...Array.from({ length: 2 }, () => device.signIn('teller')),
        order(device),
        ...Array.from({ length: 2 }, () => device.signIn('teller')),
      ]);
      await until(async () => (await waitingFor(client)) === 5);
      await client.query('commit');
      client.release();
      await attempts;
      const alive = await database.pool.query(
        'select 1 from sessions where device_id = $1 and revoked_at is null',
        [device.deviceId],
      );
      expect(alive.rowCount).toBe(0);
    }
  });

  it('[D8] of a device whose key the server never had is fetched under the key of the next sign-in', async () => {
    const device = await SpeakingDevice.at(server.url);
    await device.signIn('teller');
    await order(device);
    await expect(device.signIn('teller')).rejects.toMatchObject(refusedAs('forbidden'));
    await expect(device.signInAs(bank.people.teller)).rejects.toMatchObject(refusedAs('forbidden'));
    const [given] = await device.contact();
    expect(given).toMatchObject({ kind: 'wipe' });
    await device.contact([given?.id ?? '', v7()]);
    await expect(device.signInAs(bank.people.teller)).resolves.toBeDefined();
  });
});
