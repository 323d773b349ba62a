import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxItem } from '#shared/model/inbox.ts';
import { type Restriction, restriction, restrictionsResponse } from '#shared/protocol/admin.ts';
import { lookupResponse } from '#shared/protocol/lookup.ts';
import { overviewResponse } from '#shared/protocol/overview.ts';
import { turnCovers } from '../jobs/covers.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, insert, makeBank, type Person, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { synced as syncedOn } from '../test/holds.ts';
import { customerEdit, newLog } from '../test/mutations.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let boss: Device;
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
  boss = await on(bank.people.boss);
  auditors = [await auditor('auditor1'), await auditor('auditor2')];
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
      expect(JSON.stringify(redacted)).not.toMatch(/139\d{8}|customerId/);
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

  it('[X5] [X6] [X7] [W12] is lent to the branch manager who looked, and is not theirs to give away', async () => {
    const { boss: chief, manager } = bank.people;
    const [file, kept] = [
      await addFile(database.pool, bank.south, { idNumber: '110101199001011261' }),
      await addFile(database.pool, bank.north),
    ];
    const device = await on(chief);
    await ask(device, 'idNumber', '110101199001011261');
    expect(await holds(device, file)).toBe(true);
    const given = { customerIds: [file], managerId: manager.id, reason };
    expect(await device.post('/admin/reassign', given)).toMatchObject({ moved: [], notFound: [file] });
    const away = { body: { code: 'not_found' } };
    const longer = { userId: chief.id, customerId: file, endsAt: '2027-08-01T00:00:00.000Z', reason };
    await expect(device.post('/admin/covers', longer)).rejects.toMatchObject(away);
    const survivor = { survivorId: kept, reason };
    await expect(device.post(`/admin/customers/${file}/merge`, survivor)).rejects.toMatchObject(away);
    // To protect it is no giving away.
    const wanted = { customerId: file, readers: [manager.id], reason };
    await expect(device.post('/admin/restrictions', wanted)).resolves.toMatchObject({ customerId: file });
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
