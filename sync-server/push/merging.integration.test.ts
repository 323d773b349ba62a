import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxItem } from '#shared/model/inbox.ts';
import type { RunningServer } from '../server.ts';
import { addFile, insert, makeBank, storedDoc, type TestBank, taskDoc } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { customerEdit } from '../test/mutations.ts';
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

describe('merging', () => {
  it('[M1] two people who edit different fields both have their way', async () => {
    const customerId = await own();
    await manager.pushOne(customerEdit(customerId, { employer: null }, { employer: '某公司' }));
    const result = await teller.pushOne(
      customerEdit(customerId, { mobile: '13900000001' }, { mobile: '13911111111' }),
    );
    expect(result.outcome).toBe('accepted');
    expect(await stored('customers', customerId)).toMatchObject({
      employer: '某公司',
      mobile: '13911111111',
    });
  });

  it('[M2] of an ordinary field the later arrival wins, and says merged', async () => {
    const customerId = await own();
    await manager.pushOne(customerEdit(customerId, { occupation: null }, { occupation: '医生' }));
    const result = await teller.pushOne(
      customerEdit(customerId, { occupation: null }, { occupation: '教师' }),
    );
    expect(result).toMatchObject({ outcome: 'merged', row: { doc: { occupation: '教师' } } });
  });

  it('[M3] a phone that two people changed stays, and the other one is kept for its author', async () => {
    const customerId = await own();
    await manager.pushOne(customerEdit(customerId, { mobile: '13900000001' }, { mobile: '13922222222' }));
    const mine = customerEdit(
      customerId,
      { mobile: '13900000001', occupation: null },
      { mobile: '13933333333', occupation: '律师' },
    );
    expect(await teller.pushOne(mine)).toMatchObject({
      outcome: 'conflict',
      reason: 'same_field_edited',
      fields: ['mobile'],
      row: { doc: { mobile: '13922222222', occupation: '律师' } },
    });
    await stamped(database.pool);
    await teller.sync();
    const items = teller.idsOf('inbox').map((id) => teller.get<InboxItem>('inbox', id));
    const item = items.find((entry) => entry?.mutationId === mine.id);
    expect(item).toMatchObject({
      fields: [{ field: 'mobile', base: '13900000001', mine: '13933333333', theirs: '13922222222' }],
      theirName: bank.people.manager.name,
      resolved: false,
    });
    expect(
      await teller.pushOne(
        mutationOf({
          collection: 'inbox',
          documentId: item?.id ?? '',
          base: { resolved: false },
          next: { resolved: true },
        }),
      ),
    ).toMatchObject({ outcome: 'accepted' });
  });

  it('[M3] the client is not believed when it claims to have seen the present value', async () => {
    const customerId = await own();
    await manager.pushOne(customerEdit(customerId, { mobile: '13900000001' }, { mobile: '13922222222' }));
    const lie = customerEdit(customerId, { mobile: '13922222222' }, { mobile: '13933333333' }, 1);
    expect(await teller.pushOne(lie)).toMatchObject({ outcome: 'conflict' });
  });

  it('[M3] nobody conflicts with their own earlier edit from the same device', async () => {
    const customerId = await own();
    await teller.pushOne(customerEdit(customerId, { mobile: '13900000001' }, { mobile: '13944444444' }));
    const second = customerEdit(customerId, { mobile: '13944444444' }, { mobile: '13955555555' }, 1);
    expect(await teller.pushOne(second)).toMatchObject({ outcome: 'accepted' });
  });

  it('[M4] what the author cannot see is never blanked', async () => {
    const customerId = await own();
    await teller.pushOne(customerEdit(customerId, { occupation: null }, { occupation: '司机' }));
    expect(await stored('customers', customerId)).toMatchObject({
      remarks: '只有客户经理可见',
      annualIncome: { minor: 12_000_000, currency: 'CNY' },
    });
  });

  it("[M5] arrival decides, not the author's clock", async () => {
    const customerId = await own();
    const late = customerEdit(customerId, { occupation: null }, { occupation: '后到' });
    const early = {
      ...customerEdit(customerId, { occupation: null }, { occupation: '先到' }),
      at: '2099-01-01T00:00:00.000Z',
    };
    await manager.pushOne(early);
    expect(await teller.pushOne({ ...late, at: '2001-01-01T00:00:00.000Z' })).toMatchObject({
      row: { doc: { occupation: '后到' } },
    });
  });

  it('a fault that was in the document before does not stop an edit elsewhere in it', async () => {
    const customerId = await addFile(database.pool, bank.north, { email: 'not an address' });
    const result = await teller.pushOne(
      customerEdit(customerId, { occupation: null }, { occupation: '司机' }),
    );
    expect(result.outcome).toBe('accepted');
    expect(await teller.pushOne(customerEdit(customerId, { email: null }, { email: 'worse' }))).toMatchObject(
      {
        reason: 'invalid',
        fields: ['email'],
      },
    );
  });

  it('an edit of a document that moved to another file of the same author follows it', async () => {
    const [from, to] = [await own(), await own()];
    const task = taskDoc(from, bank.people.teller.id);
    await insert(database.pool, 'tasks', task);
    await database.pool.query(
      `update tasks set customer_id = $2::uuid, doc = doc || jsonb_build_object('customerId', $2::uuid) where id = $1`,
      [task.id, to],
    );
    const change = mutationOf({
      collection: 'tasks',
      documentId: task.id,
      customerId: from,
      base: { title: task.title },
      next: { title: '新标题' },
    });
    expect(await teller.pushOne(change)).toMatchObject({ outcome: 'accepted' });
    expect(await stored('tasks', task.id)).toMatchObject({ title: '新标题', customerId: to });
  });
});
