import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts';
import type { RunningServer } from '../server.ts';
import { addFile, insert, makeBank, patch, type TestBank } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { newCase, newView } from '../test/mutations.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

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

const on = (name: keyof TestBank['people']) => Device.of(server.url, bank.people[name]);

async function synced(device: Device, telling = {}): Promise<Device> {
  await stamped(database.pool);
  while ((await device.pull(undefined, telling)).more);
  return device;
}

const own = () => addFile(database.pool, bank.north, { managerId: bank.people.manager.id });

describe('a complaint', () => {
  it('[L5] follows the file: it leaves one manager with it and comes to the other', async () => {
    const file = await own();
    const { manager, otherManager, teller } = bank.people;
    const filed = newCase(file, manager.id);
    const counter = await synced(await on('teller'));
    expect(await counter.pushOne(filed)).toMatchObject({
      outcome: 'accepted',
      row: { doc: { createdById: teller.id, ownerId: manager.id } },
    });
    const [theirs, others] = [await synced(await on('manager')), await synced(await on('otherManager'))];
    expect(theirs.idsOf('cases')).toContain(filed.documentId);
    expect(others.idsOf('cases')).not.toContain(filed.documentId);
    await patch(database.pool, 'customers', file, { managerId: otherManager.id });
    await synced(theirs);
    expect(theirs.idsOf('cases')).not.toContain(filed.documentId);
    expect((await synced(others)).idsOf('cases')).toContain(filed.documentId);
    // Out of sight, a change of it is parked like any other of the file.
    const late = { ...filed, id: v7(), op: 'update', intent: 'case.edit', next: { severity: 'urgent' } };
    expect(await theirs.pushOne(late)).toMatchObject({ outcome: 'parked', evict: file });
  });

  it('[F6] goes to the survivor when two customers become one', async () => {
    const [merged, survivor] = [await own(), await own()];
    const manager = await synced(await on('manager'));
    const filed = newCase(merged, bank.people.manager.id);
    const key = `birthday ${merged} 2026-12-01`;
    const reminder = mutationOf({
      collection: 'personal',
      intent: 'personal.reminder',
      documentId: v7(),
      op: 'create',
      baseRev: 0,
      next: { kind: 'reminder', key, customerId: merged, state: 'done' },
    });
    await manager.push(filed, reminder);
    const body = { survivorId: survivor, reason: '同一人' };
    await (await on('boss')).post(`/admin/customers/${merged}/merge`, body);
    await synced(manager);
    expect(manager.get('cases', filed.documentId)).toMatchObject({ customerId: survivor });
    // What was done with the reminders of the one is done with those of the other.
    expect(manager.get('personal', reminder.documentId)).toMatchObject({
      customerId: survivor,
      key: `birthday ${survivor} 2026-12-01`,
    });
  });

  it('[P13] is signed by who makes and who resolves it, and given to somebody who exists', async () => {
    const file = await own();
    const { manager, boss } = bank.people;
    const device = await on('boss');
    const refused = { outcome: 'rejected', reason: 'not_allowed' };
    expect(await device.pushOne(newCase(file, manager.id, { createdById: manager.id }))).toMatchObject({
      ...refused,
      fields: ['createdById'],
    });
    expect(await device.pushOne(newCase(file, v7()))).toMatchObject({
      reason: 'invalid',
      fields: ['ownerId'],
    });
    const filed = newCase(file, manager.id);
    await device.pushOne(filed);
    const base = { status: 'open', ownerId: manager.id };
    const change = (next: object) =>
      device.pushOne({ ...filed, id: v7(), op: 'update', intent: 'case.resolve', base, next });
    expect(await change({ status: 'resolved', resolvedById: manager.id })).toMatchObject({
      ...refused,
      fields: ['resolvedById'],
    });
    expect(await change({ ownerId: v7() })).toMatchObject({ reason: 'invalid', fields: ['ownerId'] });
    expect(await change({ status: 'resolved', resolvedById: boss.id, ownerId: boss.id })).toMatchObject({
      outcome: 'accepted',
      row: { doc: { ownerId: boss.id, status: 'resolved' } },
    });
  });
});

describe('a client of the previous protocol', () => {
  const older = { protocol: PROTOCOL_VERSION - 1, schema: 2 };

  it('[V5] is served as ever, without the collections that it does not know', async () => {
    const file = await own();
    const manager = await synced(await on('manager'));
    const [filed, view] = [newCase(file, bank.people.manager.id), newView()];
    await manager.push(filed, view);
    await stamped(database.pool);
    const device = await on('manager');
    const first = await device.pull(undefined, older);
    expect(first).toMatchObject({ complete: true, more: false });
    expect(device.idsOf('customers')).toContain(file);
    const named = (answer: typeof first) => [
      ...answer.pages.map(({ collection }) => collection),
      ...(answer.ranges ?? []).map(({ collection }) => collection),
    ];
    expect(named(first)).not.toContain('cases');
    expect(named(first)).not.toContain('personal');

    // Nor by the feed, nor by a file that enters; and what has been passed over does not come again.
    await manager.push(
      mutationOf({ ...filed, id: v7(), op: 'update', next: { severity: 'urgent' } }),
      newView(),
      newCase(file, bank.people.manager.id),
    );
    const entered = await own();
    await insert(database.pool, 'cases', { id: v7(), customerId: entered });
    await stamped(database.pool);
    const next = await device.pull(undefined, older);
    expect(next).toMatchObject({ complete: true, more: false, evict: [], drop: [] });
    expect(device.idsOf('customers')).toContain(entered);
    expect(device.idsOf('cases')).toEqual([]);
    expect(device.idsOf('personal')).toEqual([]);
    expect((await device.pull(undefined, older)).pages).toEqual([]);
  });

  it('[V5] is brought what it lacks by a comparison, once it speaks the present one', async () => {
    const file = await own();
    const filed = newCase(file, bank.people.manager.id);
    await (await on('manager')).pushOne(filed);
    const device = await synced(await on('manager'), older);
    await expect(device.pull()).rejects.toMatchObject({ status: 409, body: { code: 'resync_required' } });
    const { rulesVersion, scope } = await device.pull(undefined, older);
    device.checkpoint = null;
    const holds = {
      scope: scope.id,
      rules: rulesVersion,
      transactionsSince: new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10),
      reference: 0,
      files: new Array<null>(256).fill(null),
    };
    let answer = await device.pull(undefined, { holds });
    expect(answer.comparing).toBe(true);
    while (answer.more) answer = await device.pull(undefined, { files: { list: [], more: false } });
    expect(device.idsOf('cases')).toContain(filed.documentId);
    expect((await device.pull()).pages).toEqual([]);
  });
});
