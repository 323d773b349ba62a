import { type DayNumber, dateOfDay, dayPlusMonths, monthNumberOf } from '#shared/domain/day-number.ts';
import type { Holding } from '#shared/model/holding.ts';
import { czk } from './money.ts';
import type { Loan } from './rows.ts';

/** A loan is in debt, or ended unpaid, by this many instalments: the data say that it is, not by how many. */
const ASSUMED_OVERDUE = 1;

const statuses = { A: 'closed', B: 'defaulted', C: 'active', D: 'overdue' } as const;

/** Instalments that had fallen due by a day: one a month, the first a month after the loan. */
export function dueBy(loan: Loan, day: DayNumber): number {
  const months = monthNumberOf(day) - monthNumberOf(loan.granted);
  const due = dayPlusMonths(loan.granted, months) <= day ? months : months - 1;
  return Math.min(loan.months, Math.max(0, due));
}

/** Instalments paid by a day: all that had fallen due, save the ones that B and D owe at the end. */
export function paidBy(loan: Loan, day: DayNumber, asOf: DayNumber): number {
  if (loan.status === 'A' && day >= asOf) return loan.months;
  const owing = loan.status === 'B' || loan.status === 'D' ? ASSUMED_OVERDUE : 0;
  const payable = Math.max(0, dueBy(loan, asOf) - owing);
  return Math.min(dueBy(loan, day), payable);
}

/** What is still owed, in haléř: these loans bear no interest of their own, the instalments add up to the amount. */
export function owedAfter(loan: Loan, paid: number): number {
  return paid >= loan.months ? 0 : Math.max(0, loan.amount - loan.payment * paid);
}

/** The state of a loan on the day of the import; `loan` has moved days already. */
export function loanState(loan: Loan, asOf: DayNumber) {
  const paid = paidBy(loan, asOf, asOf);
  const overdue = loan.status === 'A' ? 0 : dueBy(loan, asOf) - paid;
  const next = paid < loan.months ? { nextDueOn: dateOfDay(dayPlusMonths(loan.granted, paid + 1)) } : {};
  return {
    status: statuses[loan.status],
    balance: czk(owedAfter(loan, paid)),
    principal: czk(loan.amount),
    maturesOn: dateOfDay(dayPlusMonths(loan.granted, loan.months)),
    instalments: { amount: czk(loan.payment), count: loan.months, paid, overdue, ...next },
  } satisfies Partial<Holding>;
}
