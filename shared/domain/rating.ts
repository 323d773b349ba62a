import type { Customer } from '../model/customer.ts';
import type { Holding } from '../model/holding.ts';
import type { Money } from '../model/primitives.ts';

type Grade = Customer['grade'];
type Kind = Customer['kind'];
type Step<T> = readonly (readonly [T, number])[];

/** By what a customer brings the bank in twelve months: A is the most. */
export type ContributionClass = 'A' | 'B' | 'C' | 'D';

/** One 万 yuan in fen. */
const WAN = 1_000_000;

/** Assets with this bank from which each grade begins, in minor units of a yuan; the largest first. */
const gradesFrom: Record<Kind, Step<Grade>> = {
  retail: [
    ['private', 600 * WAN],
    ['diamond', 100 * WAN],
    ['gold', 20 * WAN],
    ['standard', Number.NEGATIVE_INFINITY],
  ],
  corporate: [
    ['private', 5000 * WAN],
    ['diamond', 1000 * WAN],
    ['gold', 200 * WAN],
    ['standard', Number.NEGATIVE_INFINITY],
  ],
};

/** The bank's profit over twelve months from which each class begins, in minor units of a yuan; the largest first. */
const classesFrom: Record<Kind, Step<ContributionClass>> = {
  retail: [
    ['A', 5 * WAN],
    ['B', WAN],
    ['C', 0.2 * WAN],
    ['D', Number.NEGATIVE_INFINITY],
  ],
  corporate: [
    ['A', 50 * WAN],
    ['B', 10 * WAN],
    ['C', 2 * WAN],
    ['D', Number.NEGATIVE_INFINITY],
  ],
};

/** Minor units of a currency that stand for one of a yuan, for thresholds only. An unknown one is taken as yuan. */
const scales: Readonly<Record<string, number>> = { CNY: 1, CZK: 3, HKD: 1, USD: 1 / 7, EUR: 1 / 8 };

/** The grade that assets with this bank give; of private persons from 200,000, one and six million yuan. */
export function gradeOf(kind: Kind, assets: number, currency = 'CNY'): Grade {
  return stepOf(gradesFrom[kind], assets, currency).value;
}

export interface RatedStep<T> {
  readonly value: T;
  /** What decided. */
  readonly amount: Money;
  /** From where this class begins; absent for the lowest. */
  readonly from?: Money;
  /** From where the next higher begins; absent for the highest. */
  readonly next?: { readonly value: T; readonly from: Money };
}

export interface Rating {
  readonly byAssets: RatedStep<Grade>;
  /** Absent where the role may not see profit, or nothing is known of it. */
  readonly byContribution?: RatedStep<ContributionClass> & {
    /** Holdings whose profit is known. */
    readonly holdings: number;
  };
}

/** A customer's rating (评级) by what is held with this bank and by what that brought in twelve months. */
export function ratingOf(kind: Kind, holdings: readonly Holding[]): Rating {
  const ours = holdings.filter(({ place }) => place === 'ours');
  const assets = ours.filter(({ category, status }) => category === 'asset' && status !== 'closed');
  const currency = mainCurrency(assets.map(({ balance }) => balance)) ?? 'CNY';
  const byAssets = rated(
    gradesFrom[kind],
    sum(
      assets.map(({ balance }) => balance),
      currency,
    ),
  );
  const profits = ours.flatMap(({ profit }) => profit ?? []);
  const earned = mainCurrency(profits);
  if (earned === undefined) return { byAssets };
  return {
    byAssets,
    byContribution: { ...rated(classesFrom[kind], sum(profits, earned)), holdings: profits.length },
  };
}

function rated<T>(steps: Step<T>, amount: Money): RatedStep<T> {
  const { value, from, above } = stepOf(steps, amount.minor, amount.currency);
  const money = (minor: number): Money => ({ minor, currency: amount.currency });
  return {
    value,
    amount,
    ...(Number.isFinite(from) ? { from: money(from) } : {}),
    ...(above === undefined ? {} : { next: { value: above.value, from: money(above.from) } }),
  };
}

function stepOf<T>(steps: Step<T>, minor: number, currency: string) {
  const scale = scales[currency] ?? 1;
  const at = steps.findIndex(([, from]) => minor >= from * scale);
  const own = steps[at];
  if (own === undefined) throw new Error('the lowest step takes every amount');
  const above = steps[at - 1];
  const scaled = (from: number) => (Number.isFinite(from) ? Math.round(from * scale) : from);
  return {
    value: own[0],
    from: scaled(own[1]),
    above: above === undefined ? undefined : { value: above[0], from: scaled(above[1]) },
  };
}

/** The currency of most of the money; thresholds are for one, and amounts in others are left out. */
function mainCurrency(amounts: readonly Money[]): string | undefined {
  return amounts.toSorted((a, b) => Math.abs(b.minor) - Math.abs(a.minor))[0]?.currency;
}

function sum(amounts: readonly Money[], currency: string): Money {
  const own = amounts.filter((amount) => amount.currency === currency);
  return { minor: own.reduce((total, { minor }) => total + minor, 0), currency };
}

/** The share of all assets that the customers of the upper class hold together: the 80 of 80/20. */
export const PARETO_SHARE = 0.8;

/** Where one amount stands among all of them. */
export interface Standing {
  /** 1 is the largest; equal ones share a rank. */
  readonly rank: number;
  readonly of: number;
  readonly own: number;
  readonly total: number;
  /** How many, from the largest down, hold {@link PARETO_SHARE} of the total together. */
  readonly few: number;
  /** This one is among them. */
  readonly amongFew: boolean;
}

/** The 80/20 view: `amounts` of all customers in one currency, `own` being one of them. Negative ones count as none. */
export function standingOf(amounts: Iterable<number>, own: number): Standing {
  const sorted = Float64Array.from(amounts, (amount) => Math.max(0, amount))
    .sort()
    .reverse();
  let total = 0;
  for (const amount of sorted) total += amount;
  let few = 0;
  let held = 0;
  while (few < sorted.length && held < total * PARETO_SHARE) held += sorted[few++] ?? 0;
  let rank = 1;
  while (rank <= sorted.length && (sorted[rank - 1] ?? 0) > own) rank += 1;
  return { rank, of: sorted.length, own, total, few, amongFew: own > 0 && rank <= few };
}
