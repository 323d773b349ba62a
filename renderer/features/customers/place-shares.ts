import type { Holding } from '#shared/model/holding.ts';
import type { Money } from '#shared/model/primitives.ts';
import { inForce } from './holding-groups.ts';

export interface PlaceShare {
  readonly place: Holding['place'];
  readonly amount: Money;
  /** Of all assets in this currency, in basis points; all of them add up to 10,000. */
  readonly basisPoints: number;
}

export interface PlaceShares {
  readonly shares: readonly PlaceShare[];
  /** Assets in other currencies, which cannot be added. */
  readonly others: readonly Money[];
}

const places: readonly Holding['place'][] = ['ours', 'other_bank', 'other'];

/** Where a customer's assets are: with us, with other banks, elsewhere, in the currency of most of them. */
export function placeShares(holdings: readonly Holding[]): PlaceShares {
  const assets = holdings.filter((holding) => holding.category === 'asset' && inForce(holding));
  const totals = new Map<string, number>();
  for (const { balance } of assets)
    totals.set(balance.currency, (totals.get(balance.currency) ?? 0) + Math.max(0, balance.minor));
  const [main, ...others] = [...totals].toSorted((a, b) => b[1] - a[1]);
  if (main === undefined || main[1] === 0) return { shares: [], others: [] };
  const [currency, total] = main;
  const amounts = places.map((place) =>
    assets
      .filter((asset) => asset.place === place && asset.balance.currency === currency)
      .reduce((sum, { balance }) => sum + Math.max(0, balance.minor), 0),
  );
  const points = wholes(amounts.map((amount) => (amount / total) * 10_000));
  return {
    shares: places.flatMap((place, at) => {
      const minor = amounts[at] ?? 0;
      return minor === 0 ? [] : [{ place, amount: { minor, currency }, basisPoints: points[at] ?? 0 }];
    }),
    others: others.map(([other, minor]) => ({ currency: other, minor })),
  };
}

/** Whole numbers that add up to what the parts add up to: what is cut off goes to the largest remainders. */
function wholes(parts: readonly number[]): number[] {
  const floors = parts.map(Math.floor);
  let left =
    Math.round(parts.reduce((sum, part) => sum + part, 0)) - floors.reduce((sum, part) => sum + part, 0);
  const byRemainder = parts.map((part, at) => ({ at, rest: part - Math.floor(part) }));
  for (const { at } of byRemainder.toSorted((a, b) => b.rest - a.rest)) {
    if (left-- <= 0) break;
    floors[at] = (floors[at] ?? 0) + 1;
  }
  return floors;
}
