import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FieldRules } from '#shared/access/field-rules.ts';
import type { RoleName } from '#shared/access/roles.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import { fieldRuleSettings } from '#shared/protocol/field-rules.ts';
import { historyPage, transactionPage } from '#shared/protocol/files.ts';
import { parkedResponse } from '#shared/protocol/parked.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, insert, makeBank, type TestBank } from '../test/bank.ts';
import { Device, refusalOf } from '../test/device.ts';
import { customerEdit, newLog } from '../test/mutations.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let admin: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
});
afterEach(async () => {
  await database.pool.query(`delete from settings where name = 'field_rules'`);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const read = async () => fieldRuleSettings.parse(await admin.request('/admin/field-rules'));
const take = async (role: RoleName, rules: FieldRules, reason = 'test') => {
  const { version } = await read();
  return fieldRuleSettings.parse(await admin.post('/admin/field-rules', { version, role, rules, reason }));
};
const storeBySql = (value: unknown) =>
  database.pool.query(
    `insert into settings (name, value) values ('field_rules', $1)
     on conflict (name) do update set value = excluded.value`,
    [JSON.stringify(value)],
  );
async function fileOf(given: object = {}) {
  const id = await addFile(database.pool, bank.north, {
    mobile: '13900000001',
    email: 'a@bank.example',
    ...given,
  });
  await stamped(database.pool);
  return id;
}
const fresh = async (person: keyof TestBank['people']) => {
  const device = await Device.of(server.url, bank.people[person]);
  const { rulesVersion } = await device.sync();
  return { device, rulesVersion };
};

describe('rights over fields that IT takes from a role', () => {
  it('[C9] are gone from pulls of that role, which begin anew, and from nobody else’s', async () => {
    const id = await fileOf();
    const before = await fresh('teller');
    expect(before.device.get('customers', id)).toHaveProperty('mobile');
    await take('teller', { customers: { mobile: 'hidden' } });
    expect(await refusalOf(before.device.pull())).toMatchObject({ code: 'resync_required' });
    const after = await fresh('teller');
    expect(after.rulesVersion).not.toBe(before.rulesVersion);
    expect(after.device.session?.scope.id).not.toBe(before.device.session?.scope.id);
    expect(after.device.get('customers', id)).not.toHaveProperty('mobile');
    expect(after.device.get('customers', id)).toHaveProperty('email');
    expect((await fresh('boss')).device.get('customers', id)).toHaveProperty('mobile');
    await take('teller', {});
    expect((await fresh('teller')).rulesVersion).toBe(before.rulesVersion);
    expect((await fresh('teller')).device.get('customers', id)).toHaveProperty('mobile');
  });

  it('[C9] are refused to an edit that was made before, and what they hide is in no answer', async () => {
    const id = await fileOf();
    const { device } = await fresh('teller');
    await take('teller', {
      customers: { mobile: 'hidden', email: 'readOnly' },
      contactLogs: { nextStep: 'hidden' },
    });
    const refused = (field: string) => ({
      outcome: 'rejected',
      reason: 'field_not_writable',
      fields: [field],
    });
    const edit = (next: object) => device.pushOne(customerEdit(id, {}, next));
    expect(await edit({ mobile: '13900000002' })).toMatchObject(refused('mobile'));
    expect(await edit({ email: 'b@bank.example' })).toMatchObject(refused('email'));
    expect(await device.pushOne(newLog(id, { nextStep: '回访' }))).toMatchObject(refused('nextStep'));
    const done = await edit({ occupation: '教师' });
    expect(done).toMatchObject({ outcome: 'accepted' });
    expect(done.row?.doc).not.toHaveProperty('mobile');
    expect(await device.pushOne(newLog(id))).toMatchObject({ outcome: 'accepted' });
  });

  it('[C9] are gone from the history, older transactions and edits that wait for a decision', async () => {
    const id = await fileOf();
    const boss = (await fresh('boss')).device;
    await boss.pushOne(
      customerEdit(id, { mobile: '13900000001' }, { mobile: '13900000003', occupation: '医生' }),
    );
    const manager = await Device.of(server.url, bank.people.otherManager);
    await manager.pushOne(customerEdit(id, { mobile: null }, { mobile: '13900000004', occupation: '教师' }));
    const booking: Transaction = {
      id: v7(),
      customerId: id,
      holdingId: v7(),
      bookedOn: '2020-01-05',
      direction: 'credit',
      kind: 'transfer',
      amount: { minor: 100, currency: 'CNY' },
      counterparty: '某公司',
    };
    await insert(database.pool, 'transactions', booking);
    const rules: FieldRules = { customers: { mobile: 'hidden' }, transactions: { counterparty: 'hidden' } };
    await take('branch_manager', rules);
    const history = historyPage.parse(await boss.request(`/files/${id}/history`));
    expect(history.changes.flatMap(({ fields }) => fields)).toEqual(['occupation']);
    const { items } = parkedResponse.parse(await boss.request('/parked'));
    expect(items.find(({ documentId }) => documentId === id)?.fields.map(({ field }) => field)).toEqual([
      'occupation',
    ]);
    const { transactions } = transactionPage.parse(await boss.request(`/files/${id}/transactions`));
    expect(transactions).toHaveLength(1);
    expect(transactions[0]).not.toHaveProperty('counterparty');
  });

  it('[C10] are told with sign-in; one that is only read-only lets nobody download anything afresh', async () => {
    await fileOf();
    const before = await fresh('teller');
    expect(before.device.session?.policy).not.toHaveProperty('fieldRules');
    const rules: FieldRules = { customers: { email: 'readOnly' } };
    await take('teller', rules);
    const after = await fresh('teller');
    expect(after.device.session?.policy.fieldRules).toEqual(rules);
    expect(after.rulesVersion).toBe(before.rulesVersion);
    expect((await fresh('manager')).device.session?.policy).not.toHaveProperty('fieldRules');
  });

  it('[C9] are never given: what the code does not let a role do stays so, whatever is stored', async () => {
    const id = await fileOf({ wechat: 'zw' });
    await storeBySql({ teller: { customers: { customerNo: 'write', wechat: 'visible' } } });
    const { device } = await fresh('teller');
    expect(device.get('customers', id)).not.toHaveProperty('wechat');
    expect(await device.pushOne(customerEdit(id, {}, { customerNo: 'X1' }))).toMatchObject({
      outcome: 'rejected',
    });
  });

  it('[C11] what cannot be read is taken as strictly as it could be meant, and nothing else', async () => {
    const id = await fileOf();
    for (const broken of [
      { teller: { customers: { mobile: 'hiden' } } },
      { teller: { customers: 'x' } },
      'x',
      [],
    ]) {
      await storeBySql(broken);
      expect((await fresh('teller')).device.get('customers', id)).not.toHaveProperty('mobile');
      expect((await read()).unreadable).toContain('teller');
    }
    await storeBySql({ teller: { customers: { mobile: 'hiden' } } });
    expect((await fresh('teller')).device.get('customers', id)).toHaveProperty('email');
    expect((await fresh('boss')).device.get('customers', id)).toHaveProperty('mobile');
    await take('teller', {});
    expect(await read()).toMatchObject({ unreadable: [] });
  });
});

describe('the order that takes them', () => {
  it('leaves a line with the reason and the names of fields', async () => {
    await take('teller', { customers: { mobile: 'hidden', email: 'readOnly' } }, '减少外泄');
    await take('teller', { customers: { email: 'readOnly' } }, '恢复');
    const found = await database.pool.query(
      `select reason, detail from audit_log where action = 'roles.fields' order by id desc limit 2`,
    );
    expect(found.rows).toEqual([
      { reason: '恢复', detail: { role: 'teller', restored: ['customers.mobile'] } },
      {
        reason: '减少外泄',
        detail: { role: 'teller', hidden: ['customers.mobile'], readOnly: ['customers.email'] },
      },
    ]);
  });

  it('is refused for what the program needs, what is always there, and what the role does not have', async () => {
    const { version } = await read();
    for (const rules of [
      { customers: { name: 'hidden' } },
      { customers: { managerId: 'hidden' } },
      { customers: { annualIncome: 'hidden' } },
      { customers: { customerNo: 'readOnly' } },
      { holdings: { purpose: 'readOnly' } },
      { tasks: { status: 'readOnly' } },
      { customers: { nothing: 'hidden' } },
      { customers: { __proto__x: 'hidden' } },
      { nowhere: { name: 'hidden' } },
      { customers: { mobile: 'visible' } },
      { inbox: { fields: 'hidden' } },
    ]) {
      const sent = admin.post('/admin/field-rules', { version, role: 'teller', rules, reason: 'x' });
      expect(await refusalOf(sent), JSON.stringify(rules)).toMatchObject({ code: 'bad_request' });
    }
    expect((await read()).version).toBe(version);
  });

  it('is refused to who has not seen what somebody else made of it, and to everybody but IT', async () => {
    const { version } = await read();
    await take('teller', { customers: { mobile: 'hidden' } });
    const order = { version, role: 'teller', rules: {}, reason: 'late' };
    expect(await refusalOf(admin.post('/admin/field-rules', order))).toMatchObject({ code: 'conflict' });
    const auditor = { username: 'auditor', role: 'auditor', branchId: bank.north } as const;
    for (const person of [bank.people.boss, bank.people.teller, await addPerson(database.pool, auditor)]) {
      const device = await Device.of(server.url, person);
      expect(await refusalOf(device.post('/admin/field-rules', order))).toMatchObject({ code: 'forbidden' });
      expect(await refusalOf(device.request('/admin/field-rules'))).toMatchObject({ code: 'forbidden' });
    }
  });
});
