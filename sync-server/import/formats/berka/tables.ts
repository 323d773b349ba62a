import type { TableShape } from '../../delimited.ts';

function table<const Columns extends readonly string[]>(file: string, columns: Columns) {
  return { file, delimiter: ';', columns } as const satisfies TableShape<Columns[number]>;
}

/** The eight files of the PKDD'99 "Financial" data, with the columns of their headers. */
export const tables = {
  district: table('district.asc', [
    'A1',
    'A2',
    'A3',
    'A4',
    'A5',
    'A6',
    'A7',
    'A8',
    'A9',
    'A10',
    'A11',
    'A12',
    'A13',
    'A14',
    'A15',
    'A16',
  ]),
  client: table('client.asc', ['client_id', 'birth_number', 'district_id']),
  account: table('account.asc', ['account_id', 'district_id', 'frequency', 'date']),
  disp: table('disp.asc', ['disp_id', 'client_id', 'account_id', 'type']),
  card: table('card.asc', ['card_id', 'disp_id', 'type', 'issued']),
  loan: table('loan.asc', ['loan_id', 'account_id', 'date', 'amount', 'duration', 'payments', 'status']),
  order: table('order.asc', ['order_id', 'account_id', 'bank_to', 'account_to', 'amount', 'k_symbol']),
  trans: table('trans.asc', [
    'trans_id',
    'account_id',
    'date',
    'type',
    'operation',
    'amount',
    'balance',
    'k_symbol',
    'bank',
    'account',
  ]),
};

export type TableName = keyof typeof tables;
export type Values<Name extends TableName> = Readonly<
  Record<(typeof tables)[Name]['columns'][number], string>
>;
