import type { DayNumber } from '#shared/domain/day-number.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import { LineFault } from '../../errors.ts';
import { dayOf, minorUnits, name, wholeNumber } from '../../values.ts';
import {
  type CardType,
  cardTypeOf,
  directionOf,
  kindOf,
  type LoanStatus,
  loanStatusOf,
  orderPurposeOf,
} from './codes.ts';
import type { Values } from './tables.ts';

/** One row each as the data mean it. Days are those of the source, not moved yet; amounts are in haléř. */

export interface District {
  readonly id: number;
  readonly name: string;
  readonly region: string;
}

export function districtOf(values: Values<'district'>): District {
  const { A1, A2, A3, ...figures } = values;
  for (const [column, text] of Object.entries(figures)) {
    // District 69 has no value for 1995: '?' is how the data say so.
    if (!/^(?:-?\d+(?:\.\d+)?|\?)$/.test(text)) throw new LineFault(`${column} is neither a number nor '?'`);
  }
  return { id: wholeNumber('A1', A1), name: name('A2', A2, 60), region: name('A3', A3, 60) };
}

export interface Client {
  readonly id: number;
  readonly districtId: number;
  readonly born: DayNumber;
  readonly sex: 'female' | 'male';
}

/** `birth_number` is YYMMDD, with 50 added to the month for women. */
export function clientOf(values: Values<'client'>): Client {
  const number = /^(\d\d)(\d\d)(\d\d)$/.exec(values.birth_number);
  if (number === null) throw new LineFault('birth_number is not six digits');
  const [, year = '', month = '', day = ''] = number;
  const female = Number(month) > 50;
  const birth = `${year}${String(Number(month) - (female ? 50 : 0)).padStart(2, '0')}${day}`;
  return {
    id: wholeNumber('client_id', values.client_id),
    districtId: wholeNumber('district_id', values.district_id),
    born: dayOf('birth_number', birth),
    sex: female ? 'female' : 'male',
  };
}

export interface Account {
  readonly id: number;
  readonly districtId: number;
  readonly opened: DayNumber;
}

export function accountOf(values: Values<'account'>): Account {
  return {
    id: wholeNumber('account_id', values.account_id),
    districtId: wholeNumber('district_id', values.district_id),
    opened: dayOf('date', values.date),
  };
}

export interface Disposition {
  readonly id: number;
  readonly clientId: number;
  readonly accountId: number;
  readonly owner: boolean;
}

export function dispositionOf(values: Values<'disp'>): Disposition {
  if (values.type !== 'OWNER' && values.type !== 'DISPONENT') {
    throw new LineFault('type is none of OWNER, DISPONENT');
  }
  return {
    id: wholeNumber('disp_id', values.disp_id),
    clientId: wholeNumber('client_id', values.client_id),
    accountId: wholeNumber('account_id', values.account_id),
    owner: values.type === 'OWNER',
  };
}

export interface Card {
  readonly id: number;
  readonly dispositionId: number;
  readonly type: CardType;
  readonly issued: DayNumber;
}

export function cardOf(values: Values<'card'>): Card {
  return {
    id: wholeNumber('card_id', values.card_id),
    dispositionId: wholeNumber('disp_id', values.disp_id),
    type: cardTypeOf(values.type),
    issued: dayOf('issued', values.issued.replace(/ 00:00:00$/, '')),
  };
}

export interface Loan {
  readonly id: number;
  readonly accountId: number;
  readonly granted: DayNumber;
  readonly amount: number;
  readonly months: number;
  readonly payment: number;
  readonly status: LoanStatus;
}

export function loanOf(values: Values<'loan'>): Loan {
  const months = wholeNumber('duration', values.duration);
  if (months < 1 || months > 600) throw new LineFault('duration is not between 1 and 600 months');
  return {
    id: wholeNumber('loan_id', values.loan_id),
    accountId: wholeNumber('account_id', values.account_id),
    granted: dayOf('date', values.date),
    amount: minorUnits('amount', values.amount),
    months,
    payment: minorUnits('payments', values.payments),
    status: loanStatusOf(values.status),
  };
}

export interface Order {
  readonly id: number;
  readonly accountId: number;
  readonly counterparty: string;
  readonly amount: number;
  readonly purpose: string | undefined;
}

export function orderOf(values: Values<'order'>): Order {
  return {
    id: wholeNumber('order_id', values.order_id),
    accountId: wholeNumber('account_id', values.account_id),
    counterparty: `${name('bank_to', values.bank_to, 20)} ${name('account_to', values.account_to, 40)}`,
    amount: minorUnits('amount', values.amount),
    purpose: orderPurposeOf(values.k_symbol),
  };
}

export interface Booking {
  readonly id: number;
  readonly accountId: number;
  readonly day: DayNumber;
  readonly direction: Transaction['direction'];
  readonly kind: Transaction['kind'];
  readonly amount: number;
  readonly balance: number;
  readonly counterparty: string | undefined;
}

export function bookingOf(values: Values<'trans'>): Booking {
  const { bank, account } = values;
  const other = [bank.trim(), account === '0' ? '' : account].filter((part) => part !== '').join(' ');
  return {
    id: wholeNumber('trans_id', values.trans_id),
    accountId: wholeNumber('account_id', values.account_id),
    day: dayOf('date', values.date),
    direction: directionOf(values.type),
    kind: kindOf(values.operation, values.k_symbol),
    amount: minorUnits('amount', values.amount),
    balance: minorUnits('balance', values.balance),
    counterparty: other === '' ? undefined : name('account', other, 80),
  };
}
