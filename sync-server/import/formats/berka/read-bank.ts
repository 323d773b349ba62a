import type { DayNumber } from '#shared/domain/day-number.ts';
import { readTable } from '../../delimited.ts';
import { LineFault } from '../../errors.ts';
import type { ImportContext } from '../../format.ts';
import * as rows from './rows.ts';
import { type TableName, tables, type Values } from './tables.ts';

/** Everything but the transactions: some twenty thousand small rows, held while the import runs. */
export interface BerkaBank {
  readonly districts: ReadonlyMap<number, rows.District>;
  readonly clients: ReadonlyMap<number, rows.Client>;
  readonly accounts: ReadonlyMap<number, rows.Account>;
  readonly dispositions: ReadonlyMap<number, rows.Disposition>;
  /** By account. */
  readonly owners: ReadonlyMap<number, rows.Client>;
  readonly cards: ReadonlyMap<number, rows.Card>;
  readonly loans: ReadonlyMap<number, rows.Loan>;
  readonly orders: ReadonlyMap<number, rows.Order>;
  /** The latest day in these files; births do not count. */
  readonly latest: DayNumber;
}

/** Reads the seven files in the order in which they refer to each other: what refers to nothing known is rejected. */
export async function readBank(context: ImportContext): Promise<BerkaBank> {
  const read = <Name extends TableName, Row extends { readonly id: number }>(
    name: Name,
    parse: (values: Values<Name>) => Row,
    check: (row: Row) => void = () => undefined,
  ) => readKeyed(context, name, parse, check);

  const districts = await read('district', rows.districtOf);
  const knownDistrict = ({ districtId }: { districtId: number }) =>
    mustKnow(districts, districtId, 'district');
  const clients = await read('client', rows.clientOf, knownDistrict);
  const accounts = await read('account', rows.accountOf, knownDistrict);
  const knownAccount = ({ accountId }: { accountId: number }) => mustKnow(accounts, accountId, 'account');

  const owners = new Map<number, rows.Client>();
  const dispositions = await read('disp', rows.dispositionOf, (row) => {
    const client = mustKnow(clients, row.clientId, 'client');
    knownAccount(row);
    if (!row.owner) return;
    if (owners.has(row.accountId)) throw new LineFault('the account has another owner already');
    owners.set(row.accountId, client);
  });
  const owned = (row: { accountId: number }) => {
    knownAccount(row);
    mustKnow(owners, row.accountId, 'owner of the account');
  };
  const cards = await read('card', rows.cardOf, ({ dispositionId }) => {
    mustKnow(dispositions, dispositionId, 'disposition');
  });
  const loans = await read('loan', rows.loanOf, owned);
  const orders = await read('order', rows.orderOf, owned);

  let latest = Number.NEGATIVE_INFINITY;
  for (const { opened } of accounts.values()) latest = Math.max(latest, opened);
  for (const { issued } of cards.values()) latest = Math.max(latest, issued);
  for (const { granted } of loans.values()) latest = Math.max(latest, granted);
  return { districts, clients, accounts, dispositions, owners, cards, loans, orders, latest };
}

function mustKnow<T>(known: ReadonlyMap<number, T>, id: number, what: string): T {
  const found = known.get(id);
  if (found === undefined) throw new LineFault(`unknown ${what}`);
  return found;
}

async function readKeyed<Name extends TableName, Row extends { readonly id: number }>(
  { source, rejects, signal, onProgress }: ImportContext,
  table: Name,
  parse: (values: Values<Name>) => Row,
  check: (row: Row) => void,
): Promise<Map<number, Row>> {
  const shape = tables[table];
  const found = new Map<number, Row>();
  const reject = rejects.add.bind(rejects);
  for await (const batch of readTable<(typeof tables)[Name]['columns'][number]>(source, shape, reject)) {
    signal.throwIfAborted();
    for (const { line, text, values } of batch) {
      try {
        const row = parse(values);
        if (found.has(row.id)) throw new LineFault('the same id stands on an earlier line');
        check(row);
        found.set(row.id, row);
      } catch (error) {
        if (!(error instanceof LineFault)) throw error;
        reject(shape.file, line, error.message, text);
      }
    }
    await rejects.flush();
  }
  onProgress(`${shape.file}: ${found.size} rows`);
  return found;
}
