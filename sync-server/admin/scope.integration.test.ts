import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Cover,
  cover,
  filesResponse,
  type ReassignResponse,
  reassignResponse,
  usersResponse,
} from '#shared/protocol/admin.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, insert, makeBank, type Person, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { synced as syncedOn } from '../test/holds.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let boss: Device;
let admin: Device;
const now = new Date('2026-11-20T02:00:00.000Z');

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { clock: () => now });
  bank = await makeBank(database.pool);
  [boss, admin] = [await on(bank.people.boss), await on(bank.people.admin)];
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const on = (person: Person) => Device.of(server.url, person);
const reason = '依规办理';

const synced = (device: Device) => syncedOn(database.pool, device);

const holds = async (device: Device, file: string) =>
  (await synced(device)).idsOf('customers').includes(file);

describe('administration', () => {
  const grant = async (device: Device, body: object): Promise<Cover> =>
    cover.parse(await device.post('/admin/covers', { endsAt: '2026-11-27T10:00:00.000Z', reason, ...body }));

  it('[X6] covers a file or a portfolio until it is ended', async () => {
    const { manager, otherManager, southTeller } = bank.people;
    const file = await addFile(database.pool, bank.north, { managerId: manager.id });
    const device = await on(otherManager);
    const portfolio = await grant(boss, { userId: otherManager.id, managerId: manager.id });
    expect(await holds(device, file)).toBe(true);
    await boss.post(`/admin/covers/${portfolio.id}/end`, { reason });
    expect(await holds(device, file)).toBe(false);
    const single = await grant(boss, { userId: otherManager.id, customerId: file });
    expect(await holds(device, file)).toBe(true);
    expect(JSON.stringify(await boss.request('/admin/covers'))).toContain(single.id);
    await admin.post(`/admin/covers/${single.id}/end`, { reason });
    expect(await holds(device, file)).toBe(false);
    const bad = [
      { userId: southTeller.id, customerId: file },
      { userId: bank.people.analyst.id, customerId: file },
      { userId: otherManager.id, customerId: file, endsAt: '2026-11-01T00:00:00.000Z' },
      { userId: otherManager.id, customerId: file, managerId: manager.id },
      { userId: otherManager.id, customerId: file, endsAt: '2031-01-01T00:00:00.000Z' },
    ];
    for (const body of bad) await expect(grant(boss, body)).rejects.toMatchObject({ status: 400 });
    const theirs = await addFile(database.pool, bank.south);
    await expect(grant(boss, { userId: otherManager.id, customerId: theirs })).rejects.toMatchObject({
      status: 404,
    });
    await expect(device.post('/admin/covers', {})).rejects.toMatchObject({ status: 400 });
  });

  const reassign = async (device: Device, body: object): Promise<ReassignResponse> =>
    reassignResponse.parse(await device.post('/admin/reassign', { reason, ...body }));

  it('[X7] reassigns 500 files of 50 documents in seconds, while others sync', async () => {
    const { otherManager } = bank.people;
    const losing = await addPerson(database.pool, {
      username: 'losing',
      role: 'relationship_manager',
      branchId: bank.north,
    });
    await database.pool.query(
      `with files as (
         insert into customers (id, customer_id, doc)
         select id, id, jsonb_build_object('id', id, 'customerId', id, 'customerNo', 'R' || n, 'name', '客户' || n,
           'kind', 'retail', 'branchId', $1::text, 'managerId', $2::text, 'openedOn', '2020-01-01',
           'lifecycle', 'active', 'grade', 'standard')
         from (select gen_random_uuid() as id, n from generate_series(1, 500) n) made returning id)
       insert into tasks (id, customer_id, doc)
       select t.id, f.id, jsonb_build_object('id', t.id, 'customerId', f.id, 'title', '回访')
       from files f cross join lateral (select gen_random_uuid() as id from generate_series(1, 50) where f.id is not null) t`,
      [bank.north, losing.id],
    );
    const loser = await synced(await on(losing));
    const files = loser.idsOf('customers');
    expect(files).toHaveLength(500);
    const teller = await synced(await on(bank.people.southTeller));
    let slowest = 0;
    let done = false;
    const others = (async () => {
      while (!done) {
        const began = performance.now();
        await teller.pull();
        slowest = Math.max(slowest, performance.now() - began);
      }
    })();
    const began = performance.now();
    const answer = await reassign(boss, { customerIds: files, managerId: otherManager.id });
    await stamped(database.pool);
    expect(performance.now() - began).toBeLessThan(20_000);
    done = true;
    await others;
    expect(slowest).toBeLessThan(5000);
    expect(answer.moved).toHaveLength(500);
    expect((await loser.pull()).evict).toHaveLength(500);
    expect(loser.idsOf('tasks')).toEqual([]);
    const winner = await synced(await on(otherManager));
    expect(winner.idsOf('tasks').length).toBeGreaterThanOrEqual(25_000);
  });

  it('[X7] names what is busy or out of sight, and moves the rest', async () => {
    const { manager, otherManager } = bank.people;
    const [free, busy, south] = [
      await addFile(database.pool, bank.north, { managerId: manager.id }),
      await addFile(database.pool, bank.north, { managerId: manager.id }),
      await addFile(database.pool, bank.south),
    ];
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query('select 1 from customers where id = $1 for update', [busy]);
    const customerIds = [free, busy, south];
    expect(await reassign(boss, { customerIds, managerId: otherManager.id })).toEqual({
      moved: [free],
      unchanged: [],
      busy: [busy],
      notFound: [south],
    });
    await client.query('rollback');
    client.release();
    expect(await reassign(boss, { customerIds: [free], managerId: otherManager.id })).toMatchObject({
      unchanged: [free],
    });
    await expect(reassign(boss, { customerIds, branchId: bank.south })).rejects.toMatchObject({
      status: 403,
    });
    await expect(reassign(boss, { customerIds, managerId: bank.people.teller.id })).rejects.toMatchObject({
      status: 400,
    });
    expect(
      await reassign(admin, { customerIds: [free], branchId: bank.south, managerId: null }),
    ).toMatchObject({
      moved: [free],
    });
    expect(await holds(await on(bank.people.southTeller), free)).toBe(true);
    const history = await database.pool.query(
      `select field from field_history where document_id = $1 and changed_by = $2 order by field`,
      [free, bank.people.admin.id],
    );
    expect(history.rows).toEqual([{ field: 'branchId' }, { field: 'managerId' }]);
  });

  it('[X8] changes role, branch and account of those who are theirs, and nobody their own', async () => {
    const person = await addPerson(database.pool, {
      username: 'moving',
      role: 'teller',
      branchId: bank.north,
    });
    const directory = { kind: 'staff', code: 'moving', name: '员工', nameEn: 'moving' };
    await insert(database.pool, 'reference', {
      id: person.id,
      ...directory,
      role: 'teller',
      branchId: bank.north,
    } as never);
    const [north, south] = [
      await addFile(database.pool, bank.north),
      await addFile(database.pool, bank.south),
    ];
    const device = await on(person);
    const change = (by: Device, body: object, id = person.id) =>
      by.post(`/admin/users/${id}`, { reason, ...body });
    expect([await holds(device, north), await holds(device, south)]).toEqual([true, false]);
    await expect(change(boss, { role: 'it_admin' })).rejects.toMatchObject({ status: 403 });
    await expect(change(boss, { branchId: bank.south })).rejects.toMatchObject({ status: 403 });
    await expect(change(boss, { disabled: true }, bank.people.boss.id)).rejects.toMatchObject({
      status: 403,
    });
    await expect(change(admin, { role: 'teller' }, bank.people.admin.id)).rejects.toMatchObject({
      status: 403,
    });
    await expect(change(device, { role: 'branch_manager' })).rejects.toMatchObject({ status: 403 });
    await expect(change(admin, { branchId: v7() })).rejects.toMatchObject({ status: 400 });
    await change(admin, { branchId: bank.south });
    await expect(device.pull()).rejects.toMatchObject({ body: { code: 'resync_required' } });
    device.checkpoint = null;
    device.documents.clear();
    expect([await holds(device, north), await holds(device, south)]).toEqual([false, true]);
    expect(device.get('reference', person.id)).toMatchObject({ branchId: bank.south });
    expect(await change(admin, { role: 'relationship_manager', disabled: true })).toMatchObject({
      disabled: true,
    });
    await expect(device.pull()).rejects.toMatchObject({ body: { code: 'user_disabled' } });
  });

  it('[X11] finds the files and the people that somebody administers, and says no more of a customer', async () => {
    const portfolio = await addPerson(database.pool, {
      username: 'portfolio',
      role: 'relationship_manager',
      branchId: bank.north,
    });
    const auditor = await on(
      await addPerson(database.pool, { username: 'looker', role: 'auditor', branchId: bank.south }),
    );
    const north = await addFile(database.pool, bank.north, { managerId: portfolio.id });
    const kept = await addFile(database.pool, bank.north, { managerId: portfolio.id });
    const south = await addFile(database.pool, bank.south);
    await database.pool.query('insert into restrictions (customer_id) values ($1)', [kept]);
    await database.pool.query('insert into restriction_readers (customer_id, user_id) values ($1, $2)', [
      kept,
      portfolio.id,
    ]);
    const found = async (by: Device, body: object) =>
      filesResponse.parse(await by.post('/admin/files', body)).items;
    const idsOf = async (by: Device, body: object) => (await found(by, body)).map(({ id }) => id).sort();
    const customerIds = [north, kept, south];
    expect(await idsOf(boss, { customerIds })).toEqual([north]);
    expect(await idsOf(admin, { customerIds })).toEqual([north, south].sort());
    expect(await idsOf(auditor, { customerIds })).toEqual(customerIds.toSorted());
    expect(await idsOf(admin, { managerId: portfolio.id })).toEqual([north]);
    const [file] = await found(admin, { managerId: portfolio.id });
    expect(Object.keys(file ?? {}).sort()).toEqual(
      ['branchId', 'customerNo', 'id', 'kind', 'managerId', 'openedOn'].sort(),
    );
    expect(await idsOf(admin, { customerNos: [file?.customerNo] })).toEqual([north]);
    expect((await found(auditor, { customerIds: [kept] }))[0]?.readers).toEqual([portfolio.id]);
    const teller = await on(bank.people.teller);
    await expect(found(teller, { customerIds })).rejects.toMatchObject({ status: 403 });
    await expect(found(admin, { customerIds, managerId: portfolio.id })).rejects.toMatchObject({
      status: 400,
    });

    const peopleOf = async (by: Device) => usersResponse.parse(await by.request('/admin/users')).items;
    expect((await peopleOf(boss)).every(({ branchId }) => branchId === bank.north)).toBe(true);
    expect((await peopleOf(admin)).map(({ id }) => id)).toContain(bank.people.southTeller.id);
    await expect(peopleOf(auditor)).rejects.toMatchObject({ status: 403 });
  });

  it('[X9] leaves a line for every act, which nobody rewrites', async () => {
    const person = await addPerson(database.pool, {
      username: 'noted',
      role: 'teller',
      branchId: bank.north,
    });
    await boss.post(`/admin/users/${person.id}`, { role: 'relationship_manager', reason: '转岗' });
    const lines = await database.pool.query(
      'select actor_id, action, reason, detail from audit_log where subject_id = $1',
      [person.id],
    );
    expect(lines.rows).toEqual([
      {
        actor_id: bank.people.boss.id,
        action: 'user.change',
        reason: '转岗',
        detail: { role: 'relationship_manager' },
      },
    ]);
    for (const sql of [
      'update audit_log set reason = reason',
      'delete from audit_log',
      'truncate audit_log',
    ]) {
      await expect(database.pool.query(sql)).rejects.toMatchObject({ code: '23001' });
    }
  });
});
