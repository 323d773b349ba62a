import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MergeResponse, mergeResponse } from '#shared/protocol/admin.ts';
import { changeRequestsResponse, parkedResponse } from '#shared/protocol/parked.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, insert, makeBank, type TestBank, taskDoc } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { customerEdit, newLog } from '../test/mutations.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let boss: Device;
let admin: Device;
let teller: Device;
let manager: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  const on = (name: 'boss' | 'admin' | 'teller' | 'manager') => Device.of(server.url, bank.people[name]);
  [boss, admin, teller, manager] = [
    await on('boss'),
    await on('admin'),
    await on('teller'),
    await on('manager'),
  ];
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const own = (given = {}) => addFile(database.pool, bank.north, given);

async function merge(device: Device, merged: string, survivorId: string): Promise<MergeResponse> {
  const body = { survivorId, reason: '同一人' };
  return mergeResponse.parse(await device.post(`/admin/customers/${merged}/merge`, body));
}

async function synced(device: Device): Promise<Device> {
  await stamped(database.pool);
  await device.sync();
  return device;
}

async function stored(table: string, id: string): Promise<Record<string, unknown>> {
  const found = await database.pool.query<{ doc: Record<string, unknown> }>(
    `select doc from ${table} where id = $1`,
    [id],
  );
  return found.rows[0]?.doc ?? {};
}

const filesOf = (device: Device, file: string) =>
  [...device.documents.values()].filter((row) => row.doc.customerId === file).length;

describe('a merge of two customers', () => {
  it('[W12] [W13] moves what hung on one to the other, on every replica, and evicts the one', async () => {
    const [gone, stays, friend] = [await own(), await own({ remarks: '保留' }), await own()];
    const related = { kind: 'spouse', relatedName: '配偶', relatedCustomerId: gone };
    const link = { id: v7(), customerId: friend, ...related };
    await insert(database.pool, 'relationships', link);
    const year = (customerId: string, number: number) => ({
      id: v7(),
      customerId,
      year: number,
      currency: 'CNY',
      months: [],
    });
    for (const doc of [year(gone, 2024), year(gone, 2025), year(stays, 2025)]) {
      await insert(database.pool, 'snapshots', doc);
    }
    await synced(teller);
    expect([filesOf(teller, gone), filesOf(teller, stays)]).toEqual([5, 4]);
    const fresh = await Device.of(server.url, bank.people.teller);
    expect(await merge(boss, gone, stays)).toEqual({ mergedId: gone, survivorId: stays, documents: 3 });
    for (const device of [await synced(teller), await synced(fresh)]) {
      expect([filesOf(device, gone), filesOf(device, stays)]).toEqual([0, 7]);
      expect(device.get('relationships', link.id)).toMatchObject({ relatedCustomerId: stays });
    }
    expect(teller.held()).toEqual(fresh.held());
    expect(await stored('customers', stays)).toMatchObject({ remarks: '保留' });
    expect(await merge(boss, gone, stays)).toMatchObject({ documents: 0 });
    expect((await stored('customers', gone)).id).toBe(gone);
  });

  it('[W12] is for those who see both, or IT, and never widens who reads a restricted file', async () => {
    const [one, other, south] = [await own(), await own(), await addFile(database.pool, bank.south)];
    await expect(merge(teller, one, other)).rejects.toMatchObject({ status: 403 });
    await expect(merge(boss, one, south)).rejects.toMatchObject({ status: 404 });
    await expect(merge(boss, one, one)).rejects.toMatchObject({ status: 400 });
    await database.pool.query('insert into restrictions (customer_id) values ($1)', [other]);
    await expect(merge(admin, one, other)).rejects.toMatchObject({ status: 404 });
    await database.pool.query('insert into restriction_readers values ($1, $2)', [
      other,
      bank.people.boss.id,
    ]);
    await expect(merge(boss, other, one)).rejects.toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await merge(admin, one, south)).toMatchObject({ survivorId: south });
    await expect(merge(admin, south, one)).rejects.toMatchObject({ status: 404 });
  });

  it('[W12] [X2] waits for a restriction that is asked for, and none is approved for a file that is gone', async () => {
    const [one, other] = [await own(), await own()];
    const auditor = await Device.of(
      server.url,
      await addPerson(database.pool, { username: 'auditor1', role: 'auditor', branchId: bank.north }),
    );
    const asked = (await boss.post('/admin/restrictions', {
      customerId: one,
      readers: [bank.people.manager.id],
      reason: '员工家属',
    })) as { id: string };
    for (const [merged, survivor] of [
      [one, other],
      [other, one],
    ] as const)
      await expect(merge(admin, merged, survivor)).rejects.toMatchObject({ body: { code: 'conflict' } });
    await database.pool.query('update customers set deleted = true where id = $1', [one]);
    const decide = (decision: string) => auditor.post(`/admin/restrictions/${asked.id}`, { decision });
    await expect(decide('approve')).rejects.toMatchObject({ body: { code: 'conflict' } });
    await expect(decide('refuse')).resolves.toMatchObject({ decision: 'refuse' });
  });

  it('[W14] turns edits that were on their way to the survivor, each once', async () => {
    const { teller: author } = bank.people;
    const [gone, stays] = [await own({ occupation: '旧' }), await own({ mobile: '13911111111' })];
    const task = taskDoc(gone, author.id);
    await insert(database.pool, 'tasks', task);
    await synced(teller);
    const edits = [
      newLog(gone),
      mutationOf({
        collection: 'tasks',
        documentId: task.id,
        customerId: gone,
        base: { title: task.title },
        next: { title: '新' },
      }),
      customerEdit(gone, { employer: null }, { employer: '某公司' }),
      customerEdit(gone, { mobile: '13900000001' }, { mobile: '13922222222' }),
    ];
    await merge(boss, gone, stays);
    const results = await teller.push(...edits);
    expect(results.map((result) => result.outcome)).toEqual(['accepted', 'accepted', 'accepted', 'conflict']);
    for (const result of results) {
      expect(result.evict).toBe(gone);
      expect(result).not.toHaveProperty('row');
    }
    expect((await teller.push(...edits)).map((result) => result.outcome)).toEqual(
      results.map((result) => result.outcome),
    );
    expect(await stored('customers', stays)).toMatchObject({ employer: '某公司', mobile: '13911111111' });
    expect(await stored('customers', gone)).not.toHaveProperty('employer');
    expect(await stored('tasks', task.id)).toMatchObject({ title: '新', customerId: stays });
    expect(await stored('contact_logs', edits[0]?.documentId ?? '')).toMatchObject({ customerId: stays });
    const rows = await database.pool.query('select 1 from mutations where id = any ($1::uuid[])', [
      edits.map((edit) => edit.id),
    ]);
    expect(rows.rowCount).toBe(4);
    const stranger = await Device.of(server.url, bank.people.southTeller);
    const late = await stranger.pushOne(newLog(gone));
    expect(late).toEqual({
      mutationId: late.mutationId,
      outcome: 'parked',
      reason: 'out_of_scope',
      evict: gone,
    });
  });

  it('[W14] that commits while an edit waits for the file leaves the edit to be sent again', async () => {
    const [gone, stays] = [await own(), await own()];
    await Promise.all([
      merge(boss, gone, stays),
      ...Array.from({ length: 6 }, async () => {
        const edit = newLog(gone);
        let result = await teller.pushOne(edit);
        for (let tries = 0; result.outcome === 'retry' && tries < 20; tries++)
          result = await teller.pushOne(edit);
        expect(result.outcome).toBe('accepted');
        return edit;
      }),
    ]);
    const logs = await database.pool.query(
      'select customer_id from contact_logs where customer_id = any ($1::uuid[])',
      [[gone, stays]],
    );
    expect(new Set(logs.rows.map((row) => row.customer_id))).toEqual(new Set([stays]));
    expect(logs.rowCount).toBe(8);
  });

  it('[W15] takes parked edits and change requests along, through more than one merge', async () => {
    const [first, second, third] = [
      await own({ managerId: bank.people.manager.id }),
      await own({ managerId: bank.people.manager.id }),
      await own({ managerId: bank.people.manager.id }),
    ];
    const stranger = await Device.of(server.url, bank.people.otherManager);
    const late = customerEdit(first, { employer: null }, { employer: '迟到' });
    await stranger.pushOne(late);
    const request = customerEdit(first, { grade: 'standard' }, { grade: 'gold' });
    expect(await manager.pushOne(request)).toMatchObject({ reason: 'needs_approval' });
    await merge(boss, first, second);
    await merge(boss, second, third);
    const { items } = parkedResponse.parse(await manager.request('/parked'));
    expect(items.find((item) => item.id === late.id)).toMatchObject({
      customerId: third,
      documentId: third,
      rev: 1,
    });
    expect(await manager.post(`/parked/${late.id}`, { decision: 'apply' })).toMatchObject({
      outcome: 'accepted',
    });
    const asked = changeRequestsResponse.parse(await boss.request('/change-requests')).items;
    expect(asked.find((item) => item.id === request.id)).toMatchObject({
      customerId: third,
      documentId: third,
    });
    await boss.post(`/change-requests/${request.id}`, { decision: 'approve' });
    expect(await stored('customers', third)).toMatchObject({ employer: '迟到', grade: 'gold' });
    expect(await manager.pushOne(newLog(first))).toMatchObject({ outcome: 'accepted', evict: first });
  });
});
