import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxItem } from '#shared/model/inbox.ts';
import {
  type Cover,
  cover,
  type ReassignResponse,
  type Restriction,
  reassignResponse,
  restriction,
  restrictionsResponse,
} from '#shared/protocol/admin.ts';
import { lookupResponse } from '#shared/protocol/lookup.ts';
import { overviewResponse } from '#shared/protocol/overview.ts';
import { turnCovers } from '../jobs/covers.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, insert, makeBank, type Person, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { customerEdit, newLog } from '../test/mutations.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let boss: Device;
let admin: Device;
let auditors: [Device, Device];
let now = new Date('2026-11-20T02:00:00.000Z');

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { clock: () => now });
  bank = await makeBank(database.pool);
  const auditor = async (username: string) =>
    Device.of(
      server.url,
      await addPerson(database.pool, { username, role: 'auditor', branchId: bank.north }),
    );
  [boss, admin] = [await on(bank.people.boss), await on(bank.people.admin)];
  auditors = [await auditor('auditor1'), await auditor('auditor2')];
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const on = (person: Person) => Device.of(server.url, person);
const reason = '依规办理';

async function synced(device: Device): Promise<Device> {
  await stamped(database.pool);
  await device.sync();
  return device;
}

const holds = async (device: Device, file: string) =>
  (await synced(device)).idsOf('customers').includes(file);

async function restrict(customerId: string, readers: string[] | null): Promise<Restriction> {
  const asked = restriction.parse(await boss.post('/admin/restrictions', { customerId, readers, reason }));
  return restriction.parse(
    await auditors[0].post(`/admin/restrictions/${asked.id}`, { decision: 'approve' }),
  );
}

describe('restricted files', () => {
  it('[X1] [X3] leave everybody but those named, at once, and come back when the restriction ends', async () => {
    const { manager, teller } = bank.people;
    const file = await addFile(database.pool, bank.north, { managerId: manager.id });
    const [named, other] = [await on(manager), await on(teller)];
    const counted = async (device: Device) =>
      overviewResponse
        .parse(await device.request('/overview'))
        .branches.find((b) => b.branchId === bank.north)?.customers;
    expect([await holds(named, file), await holds(other, file), await holds(boss, file)]).toEqual([
      true,
      true,
      true,
    ]);
    const before = await counted(boss);
    await restrict(file, [manager.id]);
    expect([await holds(named, file), await holds(other, file), await holds(boss, file)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(other.idsOf('tasks')).toEqual([]);
    expect(await counted(boss)).toBe((before ?? 0) - 1);
    const edit = await other.pushOne(newLog(file));
    const nowhere = await other.pushOne(newLog(v7()));
    expect(edit).toEqual({ ...nowhere, mutationId: edit.mutationId, evict: file });
    expect(JSON.stringify(await boss.request('/parked'))).not.toContain(file);
    expect(await named.pushOne(newLog(file))).toMatchObject({ outcome: 'accepted' });
    const fresh = await on(teller);
    expect(await holds(fresh, file)).toBe(false);
    const lift = restriction.parse(
      await auditors[0].post('/admin/restrictions', { customerId: file, readers: null, reason }),
    );
    await auditors[1].post(`/admin/restrictions/${lift.id}`, { decision: 'approve' });
    expect([await holds(other, file), await holds(boss, file)]).toEqual([true, true]);
    expect(await synced(other)).toMatchObject({ checkpoint: expect.any(String) });
    expect(other.held()).toEqual((await synced(await on(teller))).held());
  });

  it('[X3] follow their list: who is added gets the file, who is taken off loses it', async () => {
    const { boss: chief, manager, otherManager } = bank.people;
    const file = await addFile(database.pool, bank.north, { managerId: manager.id });
    const [first, second] = [await on(manager), await on(otherManager)];
    await restrict(file, [chief.id, manager.id]);
    expect([await holds(first, file), await holds(second, file)]).toEqual([true, false]);
    await restrict(file, [chief.id, otherManager.id]);
    expect([await holds(first, file), await holds(second, file)]).toEqual([false, true]);
    expect([...first.documents.values()].filter((row) => row.doc.customerId === file)).toEqual([]);
  });

  it('[X3] leave no trace of a restriction that came and went between two looks of the stamper', async () => {
    const file = await addFile(database.pool, bank.north);
    const device = await on(bank.people.teller);
    expect(await holds(device, file)).toBe(true);
    await database.pool.query('insert into restrictions (customer_id) values ($1)', [file]);
    await device.sync();
    await database.pool.query('delete from restrictions where customer_id = $1', [file]);
    expect(await holds(device, file)).toBe(true);
    expect(device.idsOf('tasks')).toHaveLength(device.idsOf('customers').length);
  });

  it('[X2] are asked for by one and approved by another, of the auditors', async () => {
    const { manager, teller } = bank.people;
    const file = await addFile(database.pool, bank.north, { managerId: manager.id });
    const wanted = { customerId: file, readers: [manager.id], reason };
    const tellerDevice = await on(teller);
    await expect(tellerDevice.post('/admin/restrictions', wanted)).rejects.toMatchObject({ status: 403 });
    const south = await addFile(database.pool, bank.south);
    await expect(boss.post('/admin/restrictions', { ...wanted, customerId: south })).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      boss.post('/admin/restrictions', { ...wanted, readers: [bank.people.analyst.id] }),
    ).rejects.toMatchObject({ status: 400, body: { paths: ['/readers'] } });
    const asked = restriction.parse(await auditors[0].post('/admin/restrictions', wanted));
    await expect(boss.post('/admin/restrictions', wanted)).rejects.toMatchObject({
      body: { code: 'conflict' },
    });
    expect(await holds(tellerDevice, file)).toBe(true);
    const path = `/admin/restrictions/${asked.id}`;
    await expect(auditors[0].post(path, { decision: 'approve' })).rejects.toMatchObject({ status: 403 });
    await expect(boss.post(path, { decision: 'approve' })).rejects.toMatchObject({ status: 403 });
    const listed = restrictionsResponse.parse(await auditors[1].request('/admin/restrictions'));
    expect(listed.items).toMatchObject([{ id: asked.id, mayDecide: true }]);
    await auditors[1].post(path, { decision: 'refuse' });
    expect(await auditors[1].post(path, { decision: 'approve' })).toMatchObject({ decision: 'refuse' });
    expect(await holds(tellerDevice, file)).toBe(true);
  });

  it('[X10] take their values out of the inbox of who loses them, and put them back', async () => {
    const { manager, teller } = bank.people;
    const file = await addFile(database.pool, bank.north, { managerId: manager.id });
    const [first, second] = [await on(manager), await synced(await on(teller))];
    await first.pushOne(customerEdit(file, { mobile: '13900000001' }, { mobile: '13922222222' }));
    const edit = customerEdit(file, { mobile: '13900000001' }, { mobile: '13933333333' });
    expect(await second.pushOne(edit)).toMatchObject({ outcome: 'conflict' });
    const item = async (device: Device) =>
      (await synced(device))
        .idsOf('inbox')
        .map((id) => device.get<InboxItem>('inbox', id))
        .find((entry) => entry?.mutationId === edit.id);
    expect(await item(second)).toMatchObject({ customerId: file, fields: [{ mine: '13933333333' }] });
    await restrict(file, [manager.id, bank.people.boss.id]);
    for (const device of [second, await on(teller)]) {
      const redacted = await item(device);
      expect(redacted).toMatchObject({ outcome: 'conflict', fields: [{ field: 'mobile' }] });
      expect(JSON.stringify(redacted)).not.toMatch(/139|customerId/);
    }
    await restrict(file, null);
    expect(await item(second)).toMatchObject({ customerId: file, fields: [{ mine: '13933333333' }] });
  });
});

describe('a walk-in customer', () => {
  const ask = (device: Device, by: string, value: string) =>
    device.post('/lookup', { by, value, reason: '柜面办理' });

  it('[X5] is covered for the counter until close of business, and no replica is begun anew for it', async () => {
    now = new Date('2026-11-20T02:00:00.000Z');
    const file = await addFile(database.pool, bank.south, { idNumber: '110101199001011237' });
    const [asked, beside] = [
      await synced(await on(bank.people.teller)),
      await synced(await on(bank.people.teller)),
    ];
    const scope = asked.session?.scope.id;
    expect(lookupResponse.parse(await ask(asked, 'idNumber', '110101199001011237'))).toEqual({
      customerId: file,
    });
    expect([await holds(asked, file), await holds(beside, file), await holds(boss, file)]).toEqual([
      true,
      true,
      false,
    ]);
    expect((await asked.pull()).scope.id).toBe(scope);
    await ask(asked, 'idNumber', '110101199001011237');
    const covers = await database.pool.query('select ends_at from covers where customer_id = $1', [file]);
    expect(covers.rows).toEqual([{ ends_at: new Date('2026-11-20T10:00:00.000Z') }]);
    now = new Date('2026-11-20T10:00:01.000Z');
    await turnCovers(database.pool, now);
    const later = await on(bank.people.teller);
    later.checkpoint = asked.checkpoint;
    expect((await later.pull()).evict).toEqual([file]);
    now = new Date('2026-11-20T02:00:00.000Z');
  });

  it('[X4] is found by exactly what is shown, by tellers and branch managers, and not too often', async () => {
    const file = await addFile(database.pool, bank.south, { idNumber: '110101199001011245' });
    await insert(database.pool, 'holdings', {
      ...{ id: v7(), customerId: file, category: 'asset', kind: 'card', place: 'ours', status: 'active' },
      ...{ productName: '借记卡', accountNo: '6222000000000001' },
    });
    const teller = await on(bank.people.southTeller);
    expect(await ask(boss, 'cardNo', '6222000000000001')).toEqual({ customerId: file });
    await expect(ask(boss, 'cardNo', '622200000000000')).rejects.toMatchObject({ status: 404 });
    await expect(ask(boss, 'idNumber', '11010119900101124_')).rejects.toMatchObject({ status: 404 });
    await expect(ask(await on(bank.people.manager), 'cardNo', '1')).rejects.toMatchObject({ status: 403 });
    const many = await Promise.all(
      Array.from({ length: 12 }, () => ask(teller, 'customerNo', 'C0').catch((error) => error.body.code)),
    );
    expect(many.filter((code) => code === 'rate_limited')).toHaveLength(2);
    const audit = await database.pool.query(
      `select reason, detail from audit_log where action = 'lookup' and customer_id = $1`,
      [file],
    );
    expect(audit.rows).toMatchObject([{ reason: '柜面办理', detail: { by: 'cardNo', found: true } }]);
    expect(JSON.stringify(audit.rows)).not.toContain('6222');
  });

  it('[X4] that only a list may know of is answered like one that does not exist, in words and in time', async () => {
    const file = await addFile(database.pool, bank.north, { idNumber: '110101199001011253' });
    await restrict(file, [bank.people.manager.id]);
    const timed = async (value: string) => {
      const began = performance.now();
      const error = await ask(boss, 'idNumber', value).catch((refused: unknown) => refused);
      expect(error).toMatchObject({ status: 404, body: { code: 'not_found', message: 'no such customer' } });
      return performance.now() - began;
    };
    expect(Math.min(await timed('110101199001011253'), await timed('110101199001019999'))).toBeGreaterThan(
      100,
    );
  });
});

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
    expect(performance.now() - began).toBeLessThan(8000);
    done = true;
    await others;
    expect(slowest).toBeLessThan(3000);
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
