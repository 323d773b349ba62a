import { type DayNumber, monthEnd, monthNumberOf, yearAndMonth } from '#shared/domain/day-number.ts';
import type { Snapshot } from '#shared/model/snapshot.ts';
import { isLater, type Standing } from './bookings.ts';
import { owedAfter, paidBy } from './loan-state.ts';
import { berkaId } from './organisation.ts';
import type { BerkaBank } from './read-bank.ts';
import type { Account, Loan } from './rows.ts';

/** The last balance of each account in each month: at most months × accounts entries, however many bookings. */
export class MonthEnds {
  private readonly byAccount = new Map<number, Map<number, Standing>>();

  add(accountId: number, standing: Standing): void {
    let months = this.byAccount.get(accountId);
    if (months === undefined) {
      months = new Map();
      this.byAccount.set(accountId, months);
    }
    const month = monthNumberOf(standing.day);
    if (isLater(standing, months.get(month))) months.set(month, standing);
  }

  /** Balances from one month to another, both included; a month without a booking keeps the last one before it. */
  balances(accountId: number, from: number, to: number): number[] {
    const months = this.byAccount.get(accountId);
    let balance = 0;
    for (const [month, standing] of [...(months ?? [])].sort(([a], [b]) => a - b)) {
      if (month < from) ({ balance } = standing);
    }
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => {
      balance = months?.get(from + i)?.balance ?? balance;
      return balance;
    });
  }
}

/**
 * One owner's snapshots: month-ends from the first account's opening to the day of the import, whose month counts as
 * it stands. An overdrawn account is a liability.
 */
export function snapshotsOf(
  clientId: number,
  accounts: readonly Account[],
  loans: readonly Loan[],
  ends: MonthEnds,
  asOf: DayNumber,
): Snapshot[] {
  const last = monthNumberOf(asOf);
  const first = Math.min(...accounts.map(({ opened }) => monthNumberOf(opened)));
  const balances = accounts.map(({ id }) => ends.balances(id, first, last));
  const byYear = new Map<number, Snapshot>();
  for (let at = first; at <= last; at++) {
    const day = Math.min(monthEnd(at), asOf);
    let assets = 0;
    let liabilities = 0;
    for (const series of balances) {
      const balance = series[at - first] ?? 0;
      if (balance >= 0) assets += balance;
      else liabilities -= balance;
    }
    for (const loan of loans) {
      if (loan.granted <= day) liabilities += owedAfter(loan, paidBy(loan, day, asOf));
    }
    const { year, month } = yearAndMonth(at);
    const snapshot = byYear.get(year) ?? emptyYear(clientId, year);
    snapshot.months.push({ month, assets, liabilities });
    byYear.set(year, snapshot);
  }
  return [...byYear.values()];
}

function emptyYear(clientId: number, year: number): Snapshot {
  return {
    id: berkaId('snapshot', `${clientId}:${year}`),
    customerId: berkaId('client', clientId),
    year,
    currency: 'CZK',
    months: [],
  };
}

/** Accounts and loans by the client who owns them. */
export function estates(bank: BerkaBank): Map<number, { accounts: Account[]; loans: Loan[] }> {
  const estates = new Map<number, { accounts: Account[]; loans: Loan[] }>();
  for (const account of bank.accounts.values()) {
    const owner = bank.owners.get(account.id);
    if (owner === undefined) continue;
    const estate = estates.get(owner.id) ?? { accounts: [], loans: [] };
    estate.accounts.push(account);
    estates.set(owner.id, estate);
  }
  for (const loan of bank.loans.values()) {
    const owner = bank.owners.get(loan.accountId);
    if (owner !== undefined) estates.get(owner.id)?.loans.push(loan);
  }
  return estates;
}
