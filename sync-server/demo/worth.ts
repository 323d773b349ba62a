import type { Customer } from '#shared/model/customer.ts';
import type { Holding } from '#shared/model/holding.ts';

/** What counts as the customer's assets and liabilities with this bank, in fen. */
export function worthOf(holdings: readonly Holding[]): { assets: number; liabilities: number } {
  let assets = 0;
  let liabilities = 0;
  for (const { place, category, status, balance } of holdings) {
    if (place !== 'ours' || status === 'closed') continue;
    if (category === 'asset') assets += balance.minor;
    if (category === 'liability') liabilities += balance.minor;
  }
  return { assets, liabilities };
}

const WAN = 1_000_000;
const thresholds: Record<Customer['kind'], readonly (readonly [Customer['grade'], number])[]> = {
  retail: [
    ['private', 600 * WAN],
    ['diamond', 100 * WAN],
    ['gold', 20 * WAN],
  ],
  corporate: [
    ['private', 5000 * WAN],
    ['diamond', 1000 * WAN],
    ['gold', 200 * WAN],
  ],
};

/** The grade by assets with this bank: from 200,000, one million and six million yuan for private persons. */
export function gradeOf(kind: Customer['kind'], assets: number): Customer['grade'] {
  return thresholds[kind].find(([, from]) => assets >= from)?.[0] ?? 'standard';
}
