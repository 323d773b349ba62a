import type { Money } from '#shared/model/primitives.ts';
import type { CustomerSums } from '../api/customer-list.ts';
import type { CustomerTable } from './customer-table.ts';

/** Adds up rows, each of which has one currency. */
export function sumsOf(table: CustomerTable, rows: Iterable<number>, fallbackCurrency: string): CustomerSums {
  const assets = new Float64Array(256);
  const liabilities = new Float64Array(256);
  let count = 0;
  for (const row of rows) {
    count += 1;
    const currency = table.currency[row] ?? 0;
    assets[currency] = (assets[currency] ?? 0) + (table.assets[row] ?? 0);
    liabilities[currency] = (liabilities[currency] ?? 0) + (table.files.liabilities[row] ?? 0);
  }
  const listed = (sums: Float64Array): Money[] => {
    const found: Money[] = [];
    for (const [number, minor] of sums.entries()) {
      const currency = table.currencies.text(number) ?? fallbackCurrency;
      if (minor !== 0) found.push({ minor, currency });
    }
    return found.sort((a, b) => Math.abs(b.minor) - Math.abs(a.minor));
  };
  return { count, assets: listed(assets), liabilities: listed(liabilities) };
}
