import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextTaskId } from '#shared/domain/recurrence.ts';
import type { InboxItem } from '#shared/model/inbox.ts';
import type { RunningServer } from '../server.ts';
import { addFile, makeBank, patch, storedDoc, type TestBank, taskDoc } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { customerEdit, newLog } from '../test/mutations.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let teller: Device;
let manager: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  teller = await Device.of(server.url, bank.people.teller);
  manager = await Device.of(server.url, bank.people.manager);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const own = () => addFile(database.pool, bank.north, { managerId: bank.people.manager.id });

const stored = (table: string, id: string) => storedDoc(database.pool, table, id);

it('[W16] soft facts are kept with consent alone, whoever was quicker', async () => {
  const customerId = await own();
  const by = bank.people.manager.id;
  const consent = (given: boolean) => ({ given, on: '2026-03-01', notedById: by });
  const fact = (text: string) => ({ id: v7(), topic: 'habit', text, notedById: by, notedOn: '2026-03-02' });
  const first = [fact('晨练')];
  expect(await manager.pushOne(customerEdit(customerId, {}, { softFacts: first }))).toMatchObject({
    outcome: 'rejected',
    reason: 'invalid',
  });
  const agreed = { softFactConsent: consent(true), softFacts: first };
  const before = { softFactConsent: null, softFacts: null };
  expect(await manager.pushOne(customerEdit(customerId, before, agreed))).toMatchObject({
    outcome: 'accepted',
  });
  const halfWithdrawn = customerEdit(
    customerId,
    { softFactConsent: consent(true) },
    { softFactConsent: consent(false) },
  );
  expect(await manager.pushOne(halfWithdrawn)).toMatchObject({ outcome: 'rejected', reason: 'invalid' });
  const withdrawn = customerEdit(customerId, agreed, { softFactConsent: consent(false), softFacts: null });
  expect(await manager.pushOne(withdrawn)).toMatchObject({ outcome: 'accepted' });
  // Written before its author had heard of it.
  const late = customerEdit(customerId, { softFacts: first }, { softFacts: [...first, fact('喝茶')] });
  expect(await manager.pushOne(late)).toMatchObject({ outcome: 'rejected', fields: ['softFacts'] });
  expect(await stored('customers', customerId)).not.toHaveProperty('softFacts');
});

describe('exactly once', () => {
  it('[P1] an edit sent again gets its answer again and changes nothing', async () => {
    const customerId = await own();
    const mutation = customerEdit(customerId, { email: null }, { email: 'a@bank.example' });
    const first = await teller.pushOne(mutation);
    expect(first).toMatchObject({ outcome: 'accepted', row: { rev: 2 } });
    await patch(database.pool, 'customers', customerId, { email: 'b@bank.example' });
    const again = await teller.pushOne(mutation);
    expect(again).toMatchObject({ outcome: 'accepted', row: { rev: 3, doc: { email: 'b@bank.example' } } });
  });

  it('[P1] also when sent ten times at the same moment', async () => {
    const mutation = newLog(await own());
    const answers = await Promise.all(Array.from({ length: 10 }, () => teller.pushOne(mutation)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const rows = await database.pool.query('select 1 from mutations where id = $1', [mutation.id]);
    expect(rows.rowCount).toBe(1);
  });

  it('[P1] an id used by somebody else tells nothing of what it was', async () => {
    const mutation = newLog(await own());
    await teller.pushOne(mutation);
    const stranger = await Device.of(server.url, bank.people.boss);
    expect(await stranger.pushOne(mutation)).toEqual({
      mutationId: mutation.id,
      outcome: 'rejected',
      reason: 'not_allowed',
    });
  });

  it('[P2] one bad edit never blocks the next', async () => {
    const customerId = await own();
    const results = await teller.push(
      { id: 'nonsense' },
      newLog(customerId, { channel: 'telepathy' }),
      null,
      { ...newLog(customerId), intent: 'customer.edit' },
      newLog(customerId),
    );
    expect(results.map((result) => result.outcome)).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'accepted',
    ]);
    expect(results[0]).toEqual({
      mutationId: 'nonsense',
      outcome: 'rejected',
      reason: 'invalid',
      fields: expect.any(Array),
    });
    expect(results[1]).toMatchObject({ reason: 'invalid', fields: ['channel'] });
  });

  it('[P3] edits of one document are applied in their order, and each has its outcome', async () => {
    const customerId = await own();
    const task = taskDoc(customerId, bank.people.teller.id);
    const { id: documentId, customerId: _, createdById: __, ...next } = task;
    const create = mutationOf({
      collection: 'tasks',
      documentId,
      customerId,
      op: 'create',
      intent: 'task.add',
      baseRev: 0,
      next: next as never,
    });
    const change = (base: object, wanted: object) =>
      mutationOf({
        collection: 'tasks',
        documentId,
        customerId,
        baseRev: 0,
        base: base as never,
        next: wanted as never,
      });
    const results = await teller.push(
      create,
      change({ dueOn: task.dueOn }, { dueOn: '2026-02-01' }),
      change({ dueOn: '2026-02-01' }, { dueOn: '2026-03-01' }),
    );
    expect(results.map((result) => result.outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await stored('tasks', documentId)).toMatchObject({
      dueOn: '2026-03-01',
      createdById: bank.people.teller.id,
    });
  });

  it('[P3] where one of them makes the database fail, the others are applied all the same', async () => {
    const customerId = await own();
    await database.pool.query(
      `create function explode() returns trigger language plpgsql as $$ begin
         if new.doc ->> 'note' = '爆炸' then raise exception 'boom'; end if; return new;
       end $$;
       create trigger explode before insert on contact_logs for each row execute function explode()`,
    );
    const [first, bad, last] = [newLog(customerId), newLog(customerId, { note: '爆炸' }), newLog(customerId)];
    const results = await teller.push(first, bad, last);
    expect(results.map((result) => result.outcome)).toEqual(['accepted', 'retry', 'accepted']);
    await database.pool.query('drop trigger explode on contact_logs');
    const again = await teller.push(first, bad, last);
    expect(again.map((result) => result.outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    const rows = await database.pool.query('select 1 from contact_logs where customer_id = $1', [customerId]);
    expect(rows.rowCount).toBe(4);
  });

  it('[P3] where the files of one request share a transaction, a fault in one leaves the others as they are', async () => {
    const files = [await own(), await own(), await own()] as const;
    await database.pool.query(
      'create trigger explode before insert on contact_logs for each row execute function explode()',
    );
    const good = files.map((customerId) => newLog(customerId));
    const bad = newLog(files[1], { note: '爆炸' });
    const results = await teller.push(...good, bad);
    expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted', 'retry']);
    await database.pool.query('drop trigger explode on contact_logs');
    const again = await teller.push(...good, bad);
    expect(again.map(({ outcome }) => outcome)).toEqual(Array(4).fill('accepted'));
    const rows = await database.pool.query(
      'select 1 from contact_logs where customer_id = any ($1::uuid[])',
      [files],
    );
    // One of each file was there before.
    expect(rows.rowCount).toBe(7);
  });

  it('[P1] an id that stands for edits of two files of one request is applied for the first', async () => {
    const [one, other] = [newLog(await own()), newLog(await own())];
    const results = await teller.push(one, { ...other, id: one.id });
    expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    expect(await stored('contact_logs', one.documentId)).toMatchObject({ id: one.documentId });
    expect(await stored('contact_logs', other.documentId)).toEqual({});
    expect(results[1]?.row).toBeUndefined();
  });

  it('[P4] an edit of a file that somebody holds locked is to be sent again', async () => {
    const customerId = await own();
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query('select 1 from customers where id = $1 for update', [customerId]);
    const mutation = newLog(customerId);
    const free = newLog(await own());
    expect((await teller.push(mutation, free)).map((result) => result.outcome)).toEqual([
      'retry',
      'accepted',
    ]);
    await client.query('rollback');
    client.release();
    expect(await teller.pushOne(mutation)).toMatchObject({ outcome: 'accepted' });
  });
});

describe('rights', () => {
  it('[P5] fields that core banking masters, or that the role may not write, are refused', async () => {
    const customerId = await own();
    expect(await manager.pushOne(customerEdit(customerId, {}, { branchId: bank.south }))).toMatchObject({
      outcome: 'rejected',
      reason: 'field_not_writable',
      fields: ['branchId'],
    });
    const hidden = await teller.pushOne(customerEdit(customerId, {}, { remarks: '猜测' }));
    expect(hidden).toMatchObject({ outcome: 'rejected', reason: 'field_not_writable', fields: ['remarks'] });
    expect(hidden.row?.doc).not.toHaveProperty('remarks');
    expect(await teller.pushOne(customerEdit(customerId, {}, { nonsense: 1 }))).toMatchObject({
      reason: 'unknown_field',
    });
    const analyst = await Device.of(server.url, bank.people.analyst);
    expect(await analyst.pushOne(newLog(customerId))).toMatchObject({ reason: 'not_allowed' });
  });

  it('[P6] a contact log is written by who is signed in and never changed', async () => {
    const customerId = await own();
    const mutation = newLog(customerId, { authorName: '别人' });
    await teller.pushOne(mutation);
    expect(await stored('contact_logs', mutation.documentId)).toMatchObject({
      authorId: bank.people.teller.id,
      authorName: bank.people.teller.name,
    });
    const forged = newLog(customerId, { authorId: bank.people.manager.id });
    expect(await teller.pushOne(forged)).toMatchObject({ reason: 'not_allowed', fields: ['authorId'] });
    const change = mutationOf({
      collection: 'contactLogs',
      documentId: mutation.documentId,
      customerId,
      next: { note: '改' },
    });
    expect(await teller.pushOne(change)).toMatchObject({ outcome: 'rejected', reason: 'append_only' });
  });

  it('[P7] an edit of a file out of scope is parked, and the answer does not tell whether the file exists', async () => {
    const theirs = await addFile(database.pool, bank.south);
    const nowhere = v7();
    const [real, unreal] = await teller.push(
      customerEdit(theirs, { mobile: '13900000001' }, { mobile: '13900000009' }),
      customerEdit(nowhere, { mobile: '13900000001' }, { mobile: '13900000009' }),
    );
    expect(real).toEqual({
      mutationId: real?.mutationId,
      outcome: 'parked',
      reason: 'out_of_scope',
      evict: theirs,
    });
    expect(unreal).toEqual({ ...real, mutationId: unreal?.mutationId, evict: nowhere });
    expect((await stored('customers', theirs)).mobile).toBe('13900000001');
    const parked = await database.pool.query('select 1 from parked_edits where customer_id = $1', [theirs]);
    expect(parked.rowCount).toBe(1);
    await stamped(database.pool);
    await teller.sync();
    const items = teller.idsOf('inbox').map((id) => teller.get<InboxItem>('inbox', id));
    const item = items.find((entry) => entry?.mutationId === real?.mutationId);
    expect(item).toMatchObject({ outcome: 'parked', fields: [{ field: 'mobile' }] });
    expect(item).not.toHaveProperty('customerId');
  });

  it('[P8] every result carries the document as the role may see it', async () => {
    const customerId = await own();
    const result = await teller.pushOne(
      customerEdit(customerId, { occupation: null }, { occupation: '教师' }),
    );
    expect(result.row?.doc).toMatchObject({ occupation: '教师' });
    expect(result.row?.doc).not.toHaveProperty('annualIncome');
  });

  it('a new document under an id that exists is refused, save by the same author with the same content', async () => {
    const customerId = await own();
    const mutation = newLog(customerId);
    await teller.pushOne(mutation);
    expect(await teller.pushOne({ ...mutation, id: v7() })).toMatchObject({ outcome: 'accepted' });
    const other = { ...mutation, id: v7(), next: { ...mutation.next, note: '别的' } };
    expect(await teller.pushOne(other)).toMatchObject({ outcome: 'rejected', reason: 'already_exists' });
  });

  it('[P16] the next task of a series is made once, whoever completes the one before it', async () => {
    const customerId = await own();
    const { id: previousId, customerId: _, createdById: __, ...doc } = taskDoc(customerId, v7());
    const next = (dueOn: string) =>
      mutationOf({
        collection: 'tasks',
        documentId: nextTaskId(previousId),
        customerId,
        op: 'create',
        baseRev: 0,
        intent: 'task.add',
        next: { ...doc, assigneeId: bank.people.teller.id, dueOn, previousId } as never,
      });
    expect(await teller.pushOne(next('2027-01-31'))).toMatchObject({ outcome: 'accepted' });
    const again = await manager.pushOne(next('2027-02-28'));
    expect(again).toMatchObject({ outcome: 'accepted', row: { rev: 1, doc: { dueOn: '2027-01-31' } } });
    // An id that follows from another task is anybody's id.
    const claimed = next('2027-01-31');
    const other = { ...claimed, next: { ...claimed.next, previousId: v7() } };
    expect(await manager.pushOne(other)).toMatchObject({ outcome: 'rejected', reason: 'already_exists' });
  });

  it('a task is given to somebody who exists', async () => {
    const { id, customerId: _, createdById: __, ...next } = taskDoc(await own(), v7());
    const customerId = await own();
    const mutation = mutationOf({
      collection: 'tasks',
      documentId: id,
      customerId,
      op: 'create',
      intent: 'task.add',
      baseRev: 0,
      next: next as never,
    });
    expect(await teller.pushOne(mutation)).toMatchObject({ reason: 'invalid', fields: ['assigneeId'] });
  });
});
