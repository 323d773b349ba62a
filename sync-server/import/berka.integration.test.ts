import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CollectionName, collections, type Documents } from '#shared/model/collections.ts';
import { readySignIns } from '../demo/ready-sign-ins.ts';
import { seedDemoBank } from '../demo/seed.ts';
import { type BerkaRows, berkaFolder, smallBerka } from '../test/berka-folder.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { berkaId } from './formats/berka/organisation.ts';
import { berka } from './formats/berka.ts';
import { runImport } from './run-import.ts';

const asOf = '2026-03-18';
let database: TestDatabase;
let folder: string;
let remove: () => Promise<void>;

async function setUp(rows: BerkaRows): Promise<void> {
  ({ folder, remove } = await berkaFolder(rows));
}
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await database.drop();
  await remove();
});

function importIt(
  options: { asOf?: string; signal?: AbortSignal; onProgress?: (message: string) => void } = {},
) {
  return runImport({
    format: berka,
    source: folder,
    pool: database.pool,
    rejectsFile: path.join(folder, 'rejects.csv'),
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...options,
  });
}

async function all<Name extends CollectionName>(name: Name): Promise<Documents[Name][]> {
  const { table } = collections[name];
  const { rows } = await database.pool.query<{ doc: Documents[Name] }>(
    `select doc from ${table} where not deleted order by id`,
  );
  return rows.map(({ doc }) => doc);
}

async function state() {
  const parts = ['customers', 'holdings', 'transactions', 'relationships', 'snapshots', 'reference'].map(
    (t) =>
      `select '${t}' as t, count(*) as n, sum(rev) as revs, md5(string_agg(doc::text, '' order by id)) as digest from ${t}`,
  );
  const { rows } = await database.pool.query(`${parts.join(' union all ')} order by t`);
  const rest = await database.pool.query(
    `select (select count(*) from change_log) as changes, (select count(*) from users) as users,
            (select jsonb_agg(r order by id) from import_runs r) as runs`,
  );
  return [...rows, rest.rows[0]];
}

const rejected = async () =>
  (await readFile(path.join(folder, 'rejects.csv'), 'utf8')).trimEnd().split('\n').slice(1);

describe('importing the Berka bank', () => {
  it('writes documents that the model accepts, and counts what it took', async () => {
    await setUp(smallBerka());
    const { counts } = await importIt({ asOf });
    expect(counts).toEqual({
      customers: 6,
      accounts: 5,
      loans: 4,
      cards: 2,
      orders: 2,
      transactions: 7,
      rejected: 0,
    });
    for (const name of [
      'customers',
      'holdings',
      'transactions',
      'relationships',
      'snapshots',
      'reference',
    ] as const) {
      for (const document of await all(name)) {
        const parsed = collections[name].schema.safeParse(document);
        expect(parsed.success, `${name}: ${parsed.error?.message}`).toBe(true);
      }
    }
    expect(await rejected()).toEqual([]);
  });

  it('changes nothing the second time, on another day either: no revision, no change to send', async () => {
    await setUp(smallBerka());
    await importIt({ asOf });
    const before = await state();
    const again = await importIt();
    expect(again).toMatchObject({ asOf, written: 0, counts: { customers: 6, transactions: 7 } });
    expect(await state()).toEqual(before);
    const { rows } = await database.pool.query(`select reason from audit_log where action = 'import.run'`);
    expect(rows).toEqual([{ reason: `berka ${asOf}` }, { reason: `berka ${asOf}` }]);
  });

  it('moves every day by the same number of days, so that the latest one falls on the day asked for', async () => {
    await setUp(smallBerka());
    await importIt({ asOf: '1998-12-31' });
    const [card] = (await all('holdings')).filter(({ id }) => id === berkaId('card', 1));
    expect(card?.openedOn).toBe('1998-12-31');
    const [customer] = (await all('customers')).filter(({ id }) => id === berkaId('client', 1));
    expect(customer).toMatchObject({ birthDate: '1970-12-15', sex: 'female', openedOn: '1997-02-02' });

    await importIt({ asOf: '2026-12-31' });
    const years = (await all('snapshots')).map(({ year }) => year);
    expect(Math.min(...years)).toBe(2024);
    expect(Math.max(...years)).toBe(2026);
    expect((await all('transactions')).every(({ bookedOn }) => bookedOn > '2025')).toBe(true);
  });

  it('keeps what people at the bank have entered since', async () => {
    await setUp(smallBerka());
    await importIt({ asOf });
    await database.pool.query(
      `update customers set doc = doc || '{"mobile":"+420 601 123 456","name":"Jana Opravená"}' where id = $1`,
      [berkaId('client', 1)],
    );
    const before = await state();
    await importIt();
    expect(await state()).toEqual(before);
  });

  it('makes month-ends of the bookings, carried over months without one, and of the loans', async () => {
    await setUp(smallBerka());
    await importIt({ asOf: '1998-12-29' });
    const snapshots = (await all('snapshots')).filter(
      ({ customerId }) => customerId === berkaId('client', 1),
    );
    const months = new Map(
      snapshots.flatMap(({ year, months }) =>
        months.map(({ month, ...worth }) => [`${year}-${month}`, worth]),
      ),
    );
    expect(months.size).toBe(24);
    expect(months.get('1997-2')).toEqual({ assets: 70_105, liabilities: 0 });
    expect(months.get('1997-4')).toEqual({ assets: 170_105, liabilities: 0 });
    // 12,000 in July 1997, a thousand paid each month from August on.
    expect(months.get('1997-8')).toEqual({ assets: 60_095, liabilities: 1_100_000 });
    expect(months.get('1998-12')).toEqual({ assets: 60_095, liabilities: 0 });
    const overdrawn = (await all('snapshots')).filter(
      ({ customerId, year }) => customerId === berkaId('client', 4) && year === 1997,
    );
    expect(overdrawn[0]?.months.at(-1)).toEqual({ month: 12, assets: 0, liabilities: 5000 });
  });

  it('takes an account’s balance from its last day, and within a day from the last line', async () => {
    await setUp(smallBerka());
    await importIt({ asOf });
    const balances = new Map((await all('holdings')).map(({ id, balance }) => [id, balance.minor]));
    expect(balances.get(berkaId('account', 1))).toBe(60_095);
    expect(balances.get(berkaId('account', 5))).toBe(600);
    expect(balances.get(berkaId('account', 2))).toBe(0);
  });

  it('says of each loan what is paid, due and overdue on that day', async () => {
    await setUp(smallBerka());
    await importIt({ asOf: '1998-12-29' });
    const loans = new Map((await all('holdings')).map((holding) => [holding.id, holding]));
    const loan = (id: number) => loans.get(berkaId('loan', id));
    expect(loan(1)).toMatchObject({
      status: 'closed',
      balance: { minor: 0 },
      instalments: { paid: 12, overdue: 0 },
    });
    expect(loan(1)?.instalments?.nextDueOn).toBeUndefined();
    expect(loan(2)).toMatchObject({
      status: 'defaulted',
      instalments: { paid: 11, overdue: 1, nextDueOn: '1998-07-05' },
    });
    expect(loan(3)).toMatchObject({
      status: 'active',
      balance: { minor: 7_500_000, currency: 'CZK' },
      instalments: { paid: 9, count: 24, overdue: 0, nextDueOn: '1999-01-15' },
    });
    expect(loan(4)).toMatchObject({
      status: 'overdue',
      instalments: { paid: 5, overdue: 1, nextDueOn: '1998-12-01' },
    });
  });

  it('puts a disponent and an owner into each other’s file, and gives clients to the managers of their branch', async () => {
    await setUp(smallBerka());
    await importIt({ asOf });
    const sides = (await all('relationships')).map(({ customerId, kind, relatedCustomerId }) => [
      customerId,
      kind,
      relatedCustomerId,
    ]);
    const [owner, user] = [berkaId('client', 1), berkaId('client', 2)];
    expect(sides).toHaveLength(2);
    expect(sides).toContainEqual([owner, 'disponent', user]);
    expect(sides).toContainEqual([user, 'account_owner', owner]);
    for (const { managerId, branchId, nameGenerated } of await all('customers')) {
      expect(nameGenerated).toBe(true);
      if (managerId === undefined) continue;
      const { rows } = await database.pool.query('select branch_id from users where id = $1', [managerId]);
      expect(rows).toEqual([{ branch_id: branchId }]);
    }
  });

  it('rejects each bad line with its file, number and reason, keeps the rest, and shows the file to its owner only', async () => {
    const rows = smallBerka();
    rows.client.push('7;"991340";1', '8;"700101";99', '1;"700101";1', '9;"700101";1');
    rows.account.push('6;1;"POPLATEK MESICNE";980231', 'x;1;"POPLATEK MESICNE";980201');
    rows.disp.push('7;4711;1;"DISPONENT"', '8;9;1;"OWNER"', '9;9;2');
    rows.trans.push(
      '10;1;980101;"PRIJEM;"VKLAD";1;1;"";;',
      '11;1;980101;"PRIJEM";"VKLAD";1,50;1;"";;',
      '12;77;980101;"PRIJEM";"VKLAD";1;1;"";;',
      '3;1;980101;"PRIJEM";"VKLAD";1;1;"";;',
      '',
      '13;1;980102;"PRIJEM";"VKLAD";1;602.95;"";;',
    );
    await setUp(rows);
    await appendFile(path.join(folder, 'trans.asc'), '14;1;980103;"PRIJE');
    const { counts } = await importIt({ asOf });
    expect(counts).toEqual({
      customers: 7,
      accounts: 5,
      loans: 4,
      cards: 2,
      orders: 2,
      transactions: 8,
      rejected: 14,
    });
    expect(await rejected()).toEqual([
      'client.asc,8,birth_number is not a date,"7;""991340"";1"',
      'client.asc,9,unknown district,"8;""700101"";99"',
      'client.asc,10,the same id stands on an earlier line,"1;""700101"";1"',
      'account.asc,7,date is not a date,"6;1;""POPLATEK MESICNE"";980231"',
      'account.asc,8,account_id is not a whole number,"x;1;""POPLATEK MESICNE"";980201"',
      'disp.asc,8,unknown client,"7;4711;1;""DISPONENT"""',
      'disp.asc,9,the account has another owner already,"8;9;1;""OWNER"""',
      'disp.asc,10,3 columns instead of 4,9;9;2',
      'trans.asc,9,a quote where none may be,"10;1;980101;""PRIJEM;""VKLAD"";1;1;"""";;"',
      'trans.asc,10,amount is not an amount,"11;1;980101;""PRIJEM"";""VKLAD"";1,50;1;"""";;"',
      'trans.asc,11,"unknown account, or one without an owner","12;77;980101;""PRIJEM"";""VKLAD"";1;1;"""";;"',
      'trans.asc,12,the same id stands on an earlier line,"3;1;980101;""PRIJEM"";""VKLAD"";1;1;"""";;"',
      'trans.asc,13,empty line,',
      'trans.asc,15,the file ends inside this line: it was cut off here,"14;1;980103;""PRIJE"',
    ]);
    expect((await stat(path.join(folder, 'rejects.csv'))).mode & 0o777).toBe(0o600);
    await expect(importIt()).resolves.toMatchObject({ written: 0, counts });
  });

  it('can be stopped and completed: the end is the same as of one run', async () => {
    await setUp(smallBerka());
    const stop = new AbortController();
    const interrupted = importIt({
      asOf,
      signal: stop.signal,
      onProgress: (message) => message.startsWith('Writing 13 accounts') && stop.abort(),
    });
    await expect(interrupted).rejects.toMatchObject({ code: 'interrupted' });
    expect(await all('transactions')).toEqual([]);
    // Without a day: it must take that of the run it completes.
    await importIt();
    const completed = await state();
    const first = database;
    database = await createTestDatabase();
    try {
      await importIt({ asOf });
      const whole = await state();
      expect(completed.slice(0, -1)).toEqual(whole.slice(0, -1));
    } finally {
      await database.drop();
      database = first;
    }
  });

  it('lives beside the demo bank, and keeps the demo bank out of a database of its own', async () => {
    await setUp(smallBerka());
    await seedDemoBank(database.pool, { customers: 10, today: asOf });
    await importIt({ asOf });
    expect(await all('customers')).toHaveLength(16);
    const other = await createTestDatabase();
    const first = database;
    database = other;
    try {
      await importIt({ asOf });
      expect(await seedDemoBank(other.pool, { customers: 10 })).toBe('refused');
      const ready = new Map((await readySignIns(other.pool)).map(({ role, username }) => [role, username]));
      expect(ready.get('teller')).toBe('bk-teller-1');
      expect(ready.size).toBe(5);
    } finally {
      await other.drop();
      database = first;
    }
  });

  it('refuses a folder that is not the bank before it touches the database', async () => {
    await setUp(smallBerka());
    await expect(berka.inspect(path.join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'source_missing',
    });
    const loans = path.join(folder, 'loan.asc');
    const refusal = async (content: string | Buffer) => {
      await writeFile(loans, content);
      return expect(berka.inspect(folder)).rejects;
    };
    await (await refusal('')).toMatchObject({ code: 'file_empty' });
    await (await refusal('"loan_id";"date"\r\n1;980101\r\n')).toMatchObject({
      code: 'wrong_columns',
      message: expect.stringContaining('found loan_id;date'),
    });
    await (await refusal(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xfe, 10, 0, 0]))).toMatchObject({
      code: 'not_text',
    });
    await (await refusal(Buffer.alloc(200_000, 0))).toMatchObject({ code: 'not_text' });
    // A mark at the start and bare line feeds are how other tools write the same file.
    const header = '\ufeffloan_id;account_id;date;amount;duration;payments;status\n';
    await writeFile(loans, `${header}1;1;970705;12000;12;1000.00;A\n`);
    await expect(berka.inspect(folder)).resolves.toBeUndefined();
    expect((await importIt({ asOf })).counts).toMatchObject({ loans: 1, rejected: 0 });
  });
});
