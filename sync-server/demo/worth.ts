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
