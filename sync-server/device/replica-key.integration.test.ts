import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personalScope } from '#shared/protocol/device.ts';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, type Person, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let device: SpeakingDevice;
let scopeId: string;
let escrow: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  device = await SpeakingDevice.at(server.url);
  await device.signInAs(bank.people.teller);
  scopeId = device.session?.scope.id ?? '';
  escrow = await device.escrow('master key', scopeId);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const forbidden = { status: 403, body: { code: 'forbidden' } };

function colleague(username: string): Promise<Person> {
  return addPerson(database.pool, { username, role: 'teller', branchId: bank.north });
}

describe('the escrow of a replica’s key', () => {
  it('[D7] opens for everybody of its scope, on its device', async () => {
    expect(await device.releasedKey(escrow, scopeId)).toBe('master key');
    await device.signInAs(await colleague('colleague'));
    expect(device.session?.scope).toEqual({ id: scopeId, shared: true });
    expect(await device.releasedKey(escrow, scopeId)).toBe('master key');
  });

  it('[D7] opens for nobody of another branch or role, though they sign in on the same device', async () => {
    for (const person of [
      bank.people.southTeller,
      bank.people.boss,
      bank.people.manager,
      bank.people.admin,
    ]) {
      await device.signInAs(person);
      await expect(device.releasedKey(escrow, scopeId), person.username).rejects.toMatchObject(forbidden);
      // Nor under the name of a scope that is theirs.
      const ownScope = device.session?.scope.id ?? '';
      await expect(device.releasedKey(escrow, ownScope), person.username).rejects.toMatchObject(forbidden);
    }
  });

  it('[D7] opens for nobody who has left the scope since', async () => {
    const person = await colleague('mover');
    await device.signInAs(person);
    await database.pool.query('update users set branch_id = $2 where id = $1', [person.id, bank.south]);
    await expect(device.releasedKey(escrow, scopeId)).rejects.toMatchObject(forbidden);
    await database.pool.query('update users set disabled = true where id = $1', [person.id]);
    await expect(device.releasedKey(escrow, scopeId)).rejects.toMatchObject({
      body: { code: 'user_disabled' },
    });
  });

  it('[D7] opens on no other device, whatever that one says', async () => {
    const other = await SpeakingDevice.at(server.url);
    await other.signInAs(bank.people.teller);
    await expect(other.releasedKey(escrow, scopeId)).rejects.toMatchObject(forbidden);
    const body = { deviceId: device.deviceId, scopeId, escrow, publicKey: other.keys.publicKey };
    await expect(other.post('/sync/replica-key', body)).rejects.toMatchObject(forbidden);
  });

  it('[D7] of a personal log opens for its user alone', async () => {
    await device.signInAs(bank.people.teller);
    const personal = personalScope(bank.people.teller.id);
    const box = await device.escrow('personal key', personal);
    expect(await device.releasedKey(box, personal)).toBe('personal key');
    await device.signInAs(await colleague('nosy'));
    await expect(device.releasedKey(box, personal)).rejects.toMatchObject(forbidden);
  });

  it('opens to nobody without a session, and to no key that is none', async () => {
    const body = { deviceId: device.deviceId, scopeId, escrow, publicKey: btoa('x'.repeat(91)) };
    await expect(new Device(server.url).post('/sync/replica-key', body)).rejects.toMatchObject({
      status: 401,
    });
    await device.signInAs(bank.people.teller);
    await expect(device.post('/sync/replica-key', body)).rejects.toMatchObject({
      status: 400,
      body: { paths: ['/publicKey'] },
    });
    for (const box of [btoa('nothing'), `${escrow.slice(0, -8)}AAAAAA==`]) {
      await expect(device.releasedKey(box, scopeId)).rejects.toMatchObject(forbidden);
    }
  });

  it('[D7] does not open on a device that is to be wiped', async () => {
    const admin = await Device.of(server.url, bank.people.admin);
    await device.signInAs(bank.people.teller);
    await admin.post(`/operations/devices/${device.deviceId}/wipe`, { reason: '丢失' });
    await expect(device.releasedKey(escrow, scopeId)).rejects.toMatchObject({
      body: { code: 'session_revoked' },
    });
    // Should a session live on all the same, the order itself stands in the way.
    await database.pool.query('update sessions set revoked_at = null where device_id = $1', [
      device.deviceId,
    ]);
    await expect(device.releasedKey(escrow, scopeId)).rejects.toMatchObject(forbidden);
  });

  it('is asked for a few times a minute, not more', async () => {
    const eager = await SpeakingDevice.at(server.url);
    await eager.signInAs(await colleague('eager'));
    const body = { deviceId: eager.deviceId, scopeId, escrow, publicKey: eager.keys.publicKey };
    const answers = await Promise.allSettled(
      Array.from({ length: 25 }, () => eager.post('/sync/replica-key', body)),
    );
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.body.code : 'ok'));
    expect(codes.filter((code) => code === 'forbidden')).toHaveLength(20);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(5);
  });
});
