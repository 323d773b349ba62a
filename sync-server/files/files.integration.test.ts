import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldValues } from '#shared/model/mutation.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import { historyPage, TRANSACTION_PAGE, transactionPage } from '#shared/protocol/files.ts';
import type { RunningServer } from '../server.ts';
import { addFile, insert, makeBank, type Person, type TestBank } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
const now = new Date('2026-11-22T02:00:00.000Z');

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { clock: () => now });
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const signedIn = (person: Person) => Device.of(server.url, person);
const refusal = (status: number) => expect.objectContaining({ status });

function booking(customerId: string, bookedOn: string): Transaction {
  return {
    id: v7(),
    customerId,
    holdingId: v7(),
    bookedOn,
    direction: 'credit',
    kind: 'transfer',
    amount: { minor: 100, currency: 'CNY' },
  };
}

describe('older transactions', () => {
  it('come page by page, the newest first, without those that replicas keep, and none twice', async () => {
    const file = await addFile(database.pool, bank.north);
    const old = Array.from({ length: TRANSACTION_PAGE + 30 }, (_, number) =>
      // Many on one day: a page may end in the middle of it.
      booking(file, `2026-0${1 + Math.floor(number / 50)}-11`),
    );
    for (const one of [...old, booking(file, '2026-11-01')]) await insert(database.pool, 'transactions', one);
    const device = await signedIn(bank.people.teller);
    const first = transactionPage.parse(await device.request(`/files/${file}/transactions`));
    expect(first.transactions).toHaveLength(TRANSACTION_PAGE);
    const second = transactionPage.parse(
      await device.request(`/files/${file}/transactions?before=${first.next}`),
    );
    expect(second.next).toBeUndefined();
    const all = [...first.transactions, ...second.transactions];
    expect(new Set(all.map(({ id }) => id))).toEqual(new Set(old.map(({ id }) => id)));
    const days = all.map(({ bookedOn }) => bookedOn);
    expect(days).toEqual(days.toSorted().reverse());
  });

  it('are for whoever has the file; to others it is unknown, and the asking is in the audit log', async () => {
    const file = await addFile(database.pool, bank.north);
    const other = await signedIn(bank.people.southTeller);
    await expect(other.request(`/files/${file}/transactions`)).rejects.toEqual(refusal(404));
    const analyst = await signedIn(bank.people.analyst);
    await expect(analyst.request(`/files/${file}/transactions`)).rejects.toEqual(refusal(403));
    const teller = await signedIn(bank.people.teller);
    await teller.request(`/files/${file}/transactions`);
    const { rows } = await database.pool.query<{ actor_id: string }>(
      `select actor_id from audit_log where customer_id = $1 and action = 'transactions.read'`,
      [file],
    );
    expect(rows).toEqual([{ actor_id: bank.people.teller.id }]);
  });
});

describe('the history of a file', () => {
  it('names who changed which fields, the latest first, and no values and no field that the role may not see', async () => {
    const file = await addFile(database.pool, bank.north, { managerId: bank.people.manager.id });
    const manager = await signedIn(bank.people.manager);
    await manager.sync();
    const edit = (baseRev: number, base: FieldValues, next: FieldValues) =>
      manager.pushOne(
        mutationOf({
          collection: 'customers',
          documentId: file,
          customerId: file,
          op: 'update',
          intent: 'customer.edit',
          baseRev,
          base,
          next,
        }),
      );
    await edit(1, { email: null }, { email: 'a@b.cn', occupation: '教师' });
    await edit(2, { remarks: '只有客户经理可见' }, { remarks: '新备注' });

    const mine = historyPage.parse(await manager.request(`/files/${file}/history`));
    expect(mine.changes.map(({ fields, byName }) => [fields.toSorted(), byName])).toEqual([
      [['remarks'], bank.people.manager.name],
      [['email', 'occupation'], bank.people.manager.name],
    ]);
    expect(JSON.stringify(mine)).not.toContain('a@b.cn');
    const teller = await signedIn(bank.people.teller);
    const theirs = historyPage.parse(await teller.request(`/files/${file}/history`));
    expect(theirs.changes.map(({ fields }) => fields.toSorted())).toEqual([['email', 'occupation']]);
    const other = await signedIn(bank.people.southTeller);
    await expect(other.request(`/files/${file}/history`)).rejects.toEqual(refusal(404));
  });
});
