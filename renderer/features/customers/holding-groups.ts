import type { Holding } from '#shared/model/holding.ts';
import type { Money } from '#shared/model/primitives.ts';

export interface HoldingGroup {
  readonly category: Holding['category'];
  readonly holdings: readonly Holding[];
  /** What is in force, one sum per currency, the largest first. */
  readonly totals: readonly Money[];
  /** The part of it that is with us. */
  readonly ours: readonly Money[];
}

const order: readonly Holding['category'][] = ['asset', 'liability', 'intermediary'];

/** By category; in each what is in force first, ours before other banks', then by size. Empty ones are left out. */
export function groupHoldings(holdings: readonly Holding[]): HoldingGroup[] {
  return order.flatMap((category) => {
    const own = holdings.filter((holding) => holding.category === category);
    if (own.length === 0) return [];
    const live = own.filter(inForce);
    return [
      {
        category,
        holdings: own.toSorted(byWeight),
        totals: sums(live),
        ours: sums(live.filter((holding) => holding.place === 'ours')),
      },
    ];
  });
}

export function inForce(holding: Holding): boolean {
  return holding.status !== 'closed';
}

/** The sum of what is in force in a category, per currency. */
export function totalOf(holdings: readonly Holding[], category: Holding['category']): Money[] {
  return sums(holdings.filter((holding) => holding.category === category && inForce(holding)));
}

export interface Due {
  readonly holding: Holding;
  readonly on: string;
  readonly kind: 'maturity' | 'instalment';
}

/** What of this customer falls due next, from `today` on: a maturity, or an instalment of a loan. */
export function nextDue(holdings: readonly Holding[], today: string): Due | null {
  const dues = holdings.filter(inForce).flatMap((holding): Due[] => {
    const instalment = holding.instalments?.nextDueOn;
    if (instalment !== undefined) return [{ holding, on: instalment, kind: 'instalment' }];
    const { maturesOn } = holding;
    return maturesOn === undefined || maturesOn < today ? [] : [{ holding, on: maturesOn, kind: 'maturity' }];
  });
  return dues.toSorted((a, b) => a.on.localeCompare(b.on))[0] ?? null;
}

function byWeight(a: Holding, b: Holding): number {
  return (
    Number(inForce(b)) - Number(inForce(a)) ||
    Number(b.place === 'ours') - Number(a.place === 'ours') ||
    b.balance.minor - a.balance.minor ||
    a.id.localeCompare(b.id)
  );
}

function sums(holdings: readonly Holding[]): Money[] {
  const totals = new Map<string, number>();
  for (const { balance } of holdings) {
    totals.set(balance.currency, (totals.get(balance.currency) ?? 0) + balance.minor);
  }
  return [...totals]
    .map(([currency, minor]) => ({ currency, minor }))
    .sort((a, b) => Math.abs(b.minor) - Math.abs(a.minor));
}
