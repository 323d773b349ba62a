import { type Standing, standingOf } from '#shared/domain/rating.ts';
import type { CustomerTable } from './customer-table.ts';

/** Where a customer's assets stand among those of all customers of the table in the same currency. */
export function assetStandingOf(table: CustomerTable, id: string): Standing | null {
  const own = table.find(id);
  if (own === undefined) return null;
  const amounts: number[] = [];
  for (const other of table.ids()) {
    const row = table.find(other);
    if (row !== undefined && table.currency[row] === table.currency[own])
      amounts.push(table.assets[row] ?? 0);
  }
  return standingOf(amounts, table.assets[own] ?? 0);
}
