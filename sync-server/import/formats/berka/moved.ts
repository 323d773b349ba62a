import type { BusinessDate } from '#shared/domain/business-date.ts';
import { dayNumberOf } from '#shared/domain/day-number.ts';
import type { BerkaBank } from './read-bank.ts';

/** Moves every day of the bank by the same number of days, so that the latest one of all files falls on `asOf`. */
export function shiftOf(latest: number, asOf: BusinessDate): number {
  return dayNumberOf(asOf) - latest;
}

export function movedBy(bank: BerkaBank, days: number): BerkaBank {
  const each = <T>(rows: ReadonlyMap<number, T>, move: (row: T) => T) =>
    new Map([...rows].map(([id, row]) => [id, move(row)]));
  const clients = each(bank.clients, (row) => ({ ...row, born: row.born + days }));
  return {
    ...bank,
    clients,
    accounts: each(bank.accounts, (row) => ({ ...row, opened: row.opened + days })),
    owners: each(bank.owners, (owner) => clients.get(owner.id) ?? owner),
    cards: each(bank.cards, (row) => ({ ...row, issued: row.issued + days })),
    loans: each(bank.loans, (row) => ({ ...row, granted: row.granted + days })),
    latest: bank.latest + days,
  };
}
