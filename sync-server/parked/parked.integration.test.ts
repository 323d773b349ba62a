import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxItem } from '#shared/model/inbox.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import {
  type ParkedDecision,
  type ParkedEdit,
  type ParkedResult,
  parkedResponse,
  parkedResult,
} from '#shared/protocol/parked.ts';
import type { RunningServer } from '../server.ts';
import { addFile, makeBank, patch, type TestBank } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { customerEdit, newLog } from '../test/mutations.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { until } from '../test/until.ts';

let database: TestDatabase;
let server: RunningServer;
let second: RunningServer;
let bank: TestBank;
let former: Device;
let owner: Device;
let boss: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  second = await startNode(database.url, { stamps: false });
  bank = await makeBank(database.pool);
  former = await Device.of(server.url, bank.people.manager);
  owner = await Device.of(server.url, bank.people.otherManager);
  boss = await Device.of(second.url, bank.people.boss);
});
afterAll(async () => {
  await Promise.all([server.close(), second.close()]);
  await database.drop();
});

/** A file that has gone from one manager to another while the first one was offline. */
async function handedOver(): Promise<string> {
  return addFile(database.pool, bank.north, { managerId: bank.people.otherManager.id });
}

async function parked(device: Device): Promise<ParkedEdit[]> {
  return parkedResponse.parse(await device.request('/parked')).items;
}

async function parkedOf(device: Device, id: string): Promise<ParkedEdit | undefined> {
  return (await parked(device)).find((item) => item.id === id);
}

async function decide(device: Device, id: string, decision: ParkedDecision): Promise<ParkedResult> {
  return parkedResult.parse(await device.post(`/parked/${id}`, decision));
}

async function stored(table: string, id: string): Promise<Record<string, unknown> | undefined> {
  const found = await database.pool.query<{ doc: Record<string, unknown> }>(
    `select doc from ${table} where id = $1`,
    [id],
  );
  return found.rows[0]?.doc;
}

async function inboxOf(device: Device, mutation: Mutation): Promise<InboxItem | undefined> {
  await stamped(database.pool);
  await device.sync();
  return device
    .idsOf('inbox')
    .map((id) => device.get<InboxItem>('inbox', id))
    .find((item) => item?.mutationId === mutation.id);
}

async function park(mutation: Mutation): Promise<Mutation> {
  expect(await former.pushOne(mutation)).toMatchObject({ outcome: 'parked', reason: 'out_of_scope' });
  return mutation;
}

describe('parked edits', () => {
  it('[W1] are shown with base, mine and theirs to whoever has the file now, and to nobody else', async () => {
    const file = await handedOver();
    await patch(database.pool, 'customers', file, { mobile: '13900000077' });
    const edit = await park(customerEdit(file, { mobile: '13900000001' }, { mobile: '13900000002' }));
    for (const device of [owner, boss]) {
      expect(await parkedOf(device, edit.id)).toMatchObject({
        customerId: file,
        author: { id: bank.people.manager.id, name: bank.people.manager.name },
        reason: 'out_of_scope',
        rev: 2,
        fields: [{ field: 'mobile', base: '13900000001', mine: '13900000002', theirs: '13900000077' }],
      });
    }
    expect(await parkedOf(former, edit.id)).toBeUndefined();
    const teller = await Device.of(server.url, bank.people.teller);
    await expect(teller.request('/parked')).rejects.toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });

  it('[W2] are applied in the decider’s name, and the history names the author as well', async () => {
    const file = await handedOver();
    const [edit, log] = [
      await park(customerEdit(file, { employer: null }, { employer: '某公司' })),
      await park(newLog(file, { note: '路上遇到' })),
    ];
    expect(await decide(owner, edit.id, { decision: 'apply' })).toMatchObject({ outcome: 'accepted' });
    expect(await decide(owner, log.id, { decision: 'apply' })).toMatchObject({ outcome: 'accepted' });
    expect(await stored('customers', file)).toMatchObject({ employer: '某公司' });
    expect(await stored('contact_logs', log.documentId)).toMatchObject({
      authorId: bank.people.manager.id,
      authorName: bank.people.manager.name,
    });
    const history = await database.pool.query(
      'select changed_by, author_id from field_history where mutation_id = $1',
      [edit.id],
    );
    expect(history.rows).toEqual([
      { changed_by: bank.people.otherManager.id, author_id: bank.people.manager.id },
    ]);
  });

  it('[W3] are decided once, whoever decides over whichever node', async () => {
    const file = await handedOver();
    const edit = await park(customerEdit(file, { occupation: null }, { occupation: '教师' }));
    const answers = await Promise.all(
      [owner, boss, owner, boss].map((device, n) =>
        decide(device, edit.id, { decision: n % 2 ? 'discard' : 'apply' }),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const history = await database.pool.query('select 1 from field_history where mutation_id = $1', [
      edit.id,
    ]);
    expect(history.rowCount).toBe(answers[0]?.decision === 'apply' ? 1 : 0);
    expect(await parkedOf(boss, edit.id)).toBeUndefined();
    // What its author sends once more is answered as before.
    expect(await former.pushOne(edit)).toMatchObject({ outcome: 'parked', reason: 'out_of_scope' });
  });

  it('[W4] that would conflict stay undecided until the decider says what they saw', async () => {
    const file = await handedOver();
    await owner.pushOne(customerEdit(file, { mobile: '13900000001' }, { mobile: '13922222222' }));
    const edit = await park(customerEdit(file, { mobile: '13900000001' }, { mobile: '13933333333' }));
    expect(await decide(owner, edit.id, { decision: 'apply' })).toEqual({
      id: edit.id,
      outcome: 'conflict',
      reason: 'same_field_edited',
      fields: ['mobile'],
    });
    const seen = await parkedOf(owner, edit.id);
    await boss.pushOne(customerEdit(file, { mobile: '13922222222' }, { mobile: '13944444444' }, 2));
    const late = { decision: 'apply', seenRev: seen?.rev } as const;
    expect(await decide(owner, edit.id, late)).toMatchObject({ outcome: 'conflict' });
    const again = await parkedOf(owner, edit.id);
    expect(again?.fields[0]).toMatchObject({ theirs: '13944444444', mine: '13933333333' });
    expect(await decide(owner, edit.id, { decision: 'apply', seenRev: again?.rev })).toMatchObject({
      decision: 'apply',
      outcome: 'accepted',
    });
    expect(await stored('customers', file)).toMatchObject({ mobile: '13933333333' });
    expect(await inboxOf(owner, edit)).toBeUndefined();
  });

  it('[W5] are applied in part, by fields that they have', async () => {
    const file = await handedOver();
    const edit = await park(customerEdit(file, {}, { employer: '甲公司', occupation: '司机' }));
    const wrong = decide(owner, edit.id, { decision: 'apply', fields: ['mobile'] });
    await expect(wrong).rejects.toMatchObject({ status: 400, body: { paths: ['/fields'] } });
    expect(await decide(owner, edit.id, { decision: 'apply', fields: ['employer'] })).toMatchObject({
      decision: 'apply',
    });
    const document = await stored('customers', file);
    expect(document).toMatchObject({ employer: '甲公司' });
    expect(document).not.toHaveProperty('occupation');
  });

  it('[W6] of one document are decided in the order in which they were made', async () => {
    const file = await handedOver();
    const first = customerEdit(file, { occupation: null }, { occupation: '先' });
    const later = customerEdit(file, { occupation: '先' }, { occupation: '后' });
    await former.push(first, later);
    expect(await parkedOf(owner, later.id)).toMatchObject({ waitsFor: first.id });
    await expect(decide(owner, later.id, { decision: 'apply' })).rejects.toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    await decide(owner, first.id, { decision: 'apply' });
    await decide(owner, later.id, { decision: 'apply' });
    expect(await stored('customers', file)).toMatchObject({ occupation: '后' });
  });

  it('[W7] are no longer theirs to decide who lose the file: the next owner finds them', async () => {
    const file = await handedOver();
    const edit = await park(customerEdit(file, { employer: null }, { employer: '乙公司' }));
    expect(await parkedOf(owner, edit.id)).toBeDefined();
    const client = await database.pool.connect();
    await client.query('begin');
    await patch(client, 'customers', file, { managerId: bank.people.manager.id });
    // Asked while the file is on its way: judged by what is true when the lock is had.
    const late = decide(owner, edit.id, { decision: 'apply' }).catch((error: unknown) => error);
    await until(
      async () =>
        (
          await database.pool.query(
            `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
        ).rowCount !== 0,
    );
    await client.query('commit');
    client.release();
    expect(await late).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await stored('customers', file)).not.toHaveProperty('employer');
    expect(await decide(former, edit.id, { decision: 'apply' })).toMatchObject({ outcome: 'accepted' });
    await expect(decide(boss, v7(), { decision: 'apply' })).rejects.toMatchObject({ status: 404 });
  });

  it('[W8] tell their author what became of them, without a value', async () => {
    const file = await handedOver();
    const edit = await park(customerEdit(file, { employer: null }, { employer: '丙公司' }));
    const item = await inboxOf(former, edit);
    await former.pushOne(
      mutationOf({ collection: 'inbox', documentId: item?.id ?? '', base: {}, next: { resolved: true } }),
    );
    await decide(owner, edit.id, { decision: 'discard' });
    const told = await inboxOf(former, edit);
    expect(told).toMatchObject({
      outcome: 'parked',
      decision: 'discarded',
      decidedByName: bank.people.otherManager.name,
      resolved: false,
      fields: [{ field: 'employer' }],
    });
    expect(JSON.stringify(told)).not.toContain('丙公司');
    expect(told).not.toHaveProperty('customerId');
  });
});
