import type { Money } from '../model/primitives.ts';
import type { Transaction } from '../model/transaction.ts';
import type { Because, OfferFacts } from './offer.ts';
import { PAYROLL_TAG } from './offers-common.ts';

/** Wages are no pocket money: 2,000 yuan a month, in minor units. */
const LEAST = 200_000;
const MONTHS = 3;
/** How far one month's wages may be from another's, in percent. */
const SPREAD = 30;

/**
 * Wages that come in month after month: the same payer and about the same amount in each of the last three months
 * that have bookings, or the branch's own tag. `null` where nothing says so.
 */
export function salaryOf({ transactions = [], customer }: OfferFacts): Because | null {
  const payers = Map.groupBy(
    transactions.filter(
      ({ direction, kind, amount }) => direction === 'credit' && kind === 'transfer' && amount.minor >= LEAST,
    ),
    ({ counterparty, amount }) => `${counterparty ?? ''} ${amount.currency}`,
  );
  for (const bookings of payers.values()) {
    const amount = monthly(bookings);
    if (amount !== null) return { amount, count: MONTHS };
  }
  return customer.tags?.includes(PAYROLL_TAG) === true ? {} : null;
}

/** The smallest of the last months' amounts, where there is one in each of them and they are about the same. */
function monthly(bookings: readonly Transaction[]): Money | null {
  const byMonth = new Map(bookings.map(({ bookedOn, amount }) => [bookedOn.slice(0, 7), amount]));
  const months = [...byMonth].toSorted(([a], [b]) => b.localeCompare(a)).slice(0, MONTHS);
  const amounts = months.map(([, amount]) => amount).toSorted((a, b) => a.minor - b.minor);
  const least = amounts[0];
  const most = amounts.at(-1);
  if (months.length < MONTHS || least === undefined || most === undefined) return null;
  if (!consecutive(months.map(([month]) => month))) return null;
  return most.minor * 100 <= least.minor * (100 + SPREAD) ? least : null;
}

/** `YYYY-MM`, newest first. */
function consecutive(months: readonly string[]): boolean {
  const numbers = months.map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)));
  return numbers.every((number, index) => index === 0 || numbers[index - 1] === number + 1);
}
