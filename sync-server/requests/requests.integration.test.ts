import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxItem } from '#shared/model/inbox.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import {
  type ChangeDecision,
  type ChangeRequest,
  type ChangeResult,
  changeRequestsResponse,
  changeResult,
} from '#shared/protocol/parked.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, makeBank, patch, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { customerEdit } from '../test/mutations.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let manager: Device;
let boss: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  manager = await Device.of(server.url, bank.people.manager);
  boss = await Device.of(server.url, bank.people.boss);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const own = () => addFile(database.pool, bank.north, { managerId: bank.people.manager.id });

async function requestOf(device: Device, edit: Mutation): Promise<ChangeRequest | undefined> {
  const { items } = changeRequestsResponse.parse(await device.request('/change-requests'));
  return items.find((item) => item.id === edit.id);
}

async function decide(device: Device, edit: Mutation, decision: ChangeDecision): Promise<ChangeResult> {
  return changeResult.parse(await device.post(`/change-requests/${edit.id}`, decision));
}

async function stored(id: string): Promise<Record<string, unknown>> {
  const found = await database.pool.query<{ doc: Record<string, unknown> }>(
    'select doc from customers where id = $1',
    [id],
  );
  return found.rows[0]?.doc ?? {};
}

describe('change requests', () => {
  it('[W9] come of an edit of what core banking masters; the rest of the edit is applied', async () => {
    const file = await own();
    const edit = customerEdit(file, { grade: 'standard' }, { grade: 'gold', occupation: '医生' });
    expect(await manager.pushOne(edit)).toMatchObject({
      outcome: 'parked',
      reason: 'needs_approval',
      fields: ['grade'],
      row: { doc: { grade: 'standard', occupation: '医生' } },
    });
    expect(await manager.pushOne(edit)).toMatchObject({ outcome: 'parked', reason: 'needs_approval' });
    const wrong = customerEdit(file, {}, { grade: 'platinum' });
    expect(await manager.pushOne(wrong)).toMatchObject({ outcome: 'rejected', fields: ['grade'] });
    const teller = await Device.of(server.url, bank.people.teller);
    expect(await teller.pushOne(customerEdit(file, {}, { grade: 'gold' }))).toMatchObject({
      outcome: 'rejected',
      reason: 'field_not_writable',
    });
    expect(await manager.pushOne(customerEdit(file, {}, { customerNo: 'X1' }))).toMatchObject({
      reason: 'field_not_writable',
    });
  });

  it('[W10] are decided by a branch manager who sees the file and did not ask', async () => {
    const file = await own();
    const edit = customerEdit(file, { grade: 'standard' }, { grade: 'diamond' });
    await manager.pushOne(edit);
    await expect(manager.request('/change-requests')).rejects.toMatchObject({ body: { code: 'forbidden' } });
    expect(await requestOf(boss, edit)).toMatchObject({
      author: { id: bank.people.manager.id },
      base: { grade: 'standard' },
      next: { grade: 'diamond' },
      current: { grade: 'standard' },
      mayDecide: true,
    });
    const elsewhere = await Device.of(
      server.url,
      await addPerson(database.pool, { username: 'southboss', role: 'branch_manager', branchId: bank.south }),
    );
    expect(await requestOf(elsewhere, edit)).toBeUndefined();
    await expect(decide(elsewhere, edit, { decision: 'approve' })).rejects.toMatchObject({ status: 404 });
    const own1 = customerEdit(file, { lifecycle: 'active' }, { lifecycle: 'dormant' });
    await boss.pushOne(own1);
    expect(await requestOf(boss, own1)).toMatchObject({ mayDecide: false });
    await expect(decide(boss, own1, { decision: 'approve' })).rejects.toMatchObject({ status: 403 });
    expect(await stored(file)).toMatchObject({ grade: 'standard', lifecycle: 'active' });
  });

  it('[W11] set the field once approved, once, and the history names both', async () => {
    const file = await own();
    const edit = customerEdit(file, { grade: 'standard' }, { grade: 'gold' });
    await manager.pushOne(edit);
    const answers = await Promise.all([1, 2, 3].map(() => decide(boss, edit, { decision: 'approve' })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await stored(file)).toMatchObject({ grade: 'gold' });
    const history = await database.pool.query(
      'select changed_by, author_id, field from field_history where mutation_id = $1',
      [edit.id],
    );
    expect(history.rows).toEqual([
      { changed_by: bank.people.boss.id, author_id: bank.people.manager.id, field: 'grade' },
    ]);
    await stamped(database.pool);
    await manager.sync();
    const item = manager
      .idsOf('inbox')
      .map((id) => manager.get<InboxItem>('inbox', id))
      .find((entry) => entry?.mutationId === edit.id);
    expect(item).toMatchObject({
      reason: 'needs_approval',
      decision: 'applied',
      decidedByName: bank.people.boss.name,
      fields: [{ field: 'grade', base: 'standard', mine: 'gold' }],
    });
  });

  it('[W11] wait for another look where core banking has changed the value meanwhile', async () => {
    const file = await own();
    const edit = customerEdit(file, { grade: 'standard' }, { grade: 'gold' });
    await manager.pushOne(edit);
    await patch(database.pool, 'customers', file, { grade: 'private' });
    await expect(decide(boss, edit, { decision: 'approve' })).rejects.toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    const seen = await requestOf(boss, edit);
    expect(seen).toMatchObject({ current: { grade: 'private' } });
    await decide(boss, edit, { decision: 'refuse', seenRev: seen?.rev });
    expect(await stored(file)).toMatchObject({ grade: 'private' });
    expect(await requestOf(boss, edit)).toBeUndefined();
  });
});
