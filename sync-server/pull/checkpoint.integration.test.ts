import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoleName } from '#shared/access/roles.ts';
import { pullResponse } from '#shared/protocol/pull.ts';
import { pushResponse } from '#shared/protocol/push.ts';
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts';
import { loadKeys } from '../identity/keys.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addSomebody, makeBank, type TestBank } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { sealCheckpoint } from './checkpoint.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const somebody = (role: RoleName, branchId: string) => addSomebody(database.pool, role, branchId);

describe('a checkpoint', () => {
  it('[L1] that was tampered with is refused', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    await device.sync();
    const good = device.checkpoint ?? '';
    const flipped = `${good.slice(0, 10)}${good[10] === 'A' ? 'B' : 'A'}${good.slice(11)}`;
    for (const bad of [flipped, `${good}.x`, 'x.y', '.', '', good.slice(0, -4)]) {
      device.checkpoint = bad;
      await expect(device.pull()).rejects.toMatchObject({ status: 400 });
    }
  });

  it('[L8] of a history that this database has lost asks for a new start', async () => {
    await addFile(database.pool, bank.north);
    await stamped(database.pool);
    const device = await Device.of(server.url, bank.people.teller);
    await device.sync();
    const channel = `branch:${bank.north}`;
    await database.pool.query(
      'update feed set nonce = nonce + 1 where channel = $1 and pos = (select max(pos) from feed where channel = $1)',
      [channel],
    );
    await expect(device.pull()).rejects.toMatchObject({ status: 409, body: { code: 'resync_required' } });
    device.checkpoint = null;
    await device.sync();
  });

  it('[L14] of another scope asks for a new start, and so does one of an older shape', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    await device.sync();
    const other = await Device.of(server.url, bank.people.boss);
    other.checkpoint = device.checkpoint;
    await expect(other.pull()).rejects.toMatchObject({ status: 409, body: { code: 'resync_required' } });
    const south = await Device.of(server.url, bank.people.southTeller);
    south.checkpoint = device.checkpoint;
    await expect(south.pull()).rejects.toMatchObject({ body: { code: 'resync_required' } });
    const { checkpoint } = await loadKeys(database.pool);
    device.checkpoint = sealCheckpoint(checkpoint, { userId: bank.people.teller.id } as never);
    await expect(device.pull()).rejects.toMatchObject({ body: { code: 'resync_required' } });
  });

  it('[L12] under other field rules asks for a new start', async () => {
    const person = await somebody('teller', bank.north);
    const device = await Device.of(server.url, person);
    await device.sync();
    await database.pool.query(`update users set role = 'branch_manager' where id = $1`, [person.id]);
    await expect(device.pull()).rejects.toMatchObject({ body: { code: 'resync_required' } });
  });
});

describe('versions', () => {
  it('[V3] the current protocol is served, and the one before it', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    await expect(device.pull()).resolves.toBeDefined();
    const old = { protocol: PROTOCOL_VERSION - 1, schema: 1, deviceId: device.deviceId };
    const first = pullResponse.parse(await device.post('/sync/pull', { ...old, checkpoint: null }));
    const next = await device.post('/sync/pull', { ...old, checkpoint: first.checkpoint });
    expect(pullResponse.parse(next)).toBeDefined();
    const customerId = await addFile(database.pool, bank.north);
    const mutation = mutationOf({
      collection: 'customers',
      documentId: customerId,
      customerId,
      next: { occupation: '教师' },
    });
    const pushed = pushResponse.parse(await device.post('/sync/push', { ...old, mutations: [mutation] }));
    expect(pushed.results[0]?.outcome).toBe('accepted');
  });

  it('[V4] an older or newer client is told which side is old', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    const ask = (protocol: number, schema = 1) =>
      device.post('/sync/pull', { protocol, schema, deviceId: device.deviceId, checkpoint: null });
    await expect(ask(0)).rejects.toMatchObject({ status: 426, body: { code: 'client_too_old' } });
    await expect(ask(99)).rejects.toMatchObject({ body: { code: 'server_too_old' } });
    await expect(ask(PROTOCOL_VERSION, 99)).rejects.toMatchObject({ body: { code: 'server_too_old' } });
  });

  it.each(['/sync/pull', '/sync/push'])(
    '[V4] an older or newer client is told so at %s whatever else its message holds or lacks',
    async (path) => {
      const device = await Device.of(server.url, bank.people.teller);
      const ask = (body: object) => device.post(path, { schema: 1, ...body });
      await expect(ask({ protocol: 0 })).rejects.toMatchObject({ body: { code: 'client_too_old' } });
      await expect(ask({ protocol: 99, colour: 'red' })).rejects.toMatchObject({
        body: { code: 'server_too_old' },
      });
      await expect(ask({ protocol: PROTOCOL_VERSION, colour: 'red' })).rejects.toMatchObject({
        body: { code: 'bad_request' },
      });
      await expect(ask({ protocol: 'three' })).rejects.toMatchObject({ body: { code: 'bad_request' } });
    },
  );
});
