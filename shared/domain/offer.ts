import type { ContactLog } from '../model/contact-log.ts';
import type { Customer } from '../model/customer.ts';
import type { Holding } from '../model/holding.ts';
import type { Money } from '../model/primitives.ts';
import type { Product } from '../model/reference.ts';
import type { Relationship } from '../model/relationship.ts';
import type { ServiceCase } from '../model/service-case.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Transaction } from '../model/transaction.ts';
import type { BusinessDate } from './business-date.ts';

/** Which rule proposed something. Stored with the answer in contact logs: a code never changes its meaning. */
export const offerRules = [
  'idleBalance',
  'maturity',
  'salary',
  'loanAlmostRepaid',
  'noCard',
  'familyInsurance',
  'moneyElsewhere',
  'assetsFalling',
  'payroll',
  'cashManagement',
  'workingCapital',
] as const;
export type OfferRule = (typeof offerRules)[number];

/** The figures that a rule went by; the screen's sentence names all that are there. */
export interface Because {
  readonly amount?: Money;
  readonly on?: BusinessDate;
  /** Months, instalments or people, as the rule's sentence says. */
  readonly count?: number;
  readonly productId?: string | undefined;
  readonly productName?: string;
  readonly rateBasisPoints?: number;
}

export interface Offer {
  readonly rule: OfferRule;
  /** What to offer; absent where the bank's shelf has no product of the kind. */
  readonly productId?: string;
  readonly because: Because;
}

export interface OfferInput {
  readonly customer: Customer;
  readonly holdings: readonly Holding[];
  readonly products: readonly Product[];
  readonly contacts: readonly ContactLog[];
  readonly snapshots?: readonly Snapshot[];
  readonly transactions?: readonly Transaction[];
  readonly relationships?: readonly Relationship[];
  readonly cases?: readonly ServiceCase[];
  readonly today: BusinessDate;
}

/** What the rules read: the input with what several of them need, worked out once. */
export interface OfferFacts extends OfferInput {
  /** In force and with this bank. */
  readonly own: readonly Holding[];
  readonly age: number | undefined;
  /** Funds, wealth products and insurance may be offered. */
  readonly suitable: boolean;
  /** Credit may be offered. */
  readonly creditworthy: boolean;
}
export type Rule = (facts: OfferFacts) => Offer | null;

/**
 * The product of a kind that binds the customer least. The rate stands for term and risk here: the catalogue tells
 * neither, and the lowest rate of a kind is the shortest and safest of it.
 */
export function mildest(
  products: readonly Product[],
  kind: Product['holdingKind'],
  category?: Product['category'],
): Product | undefined {
  return products
    .filter((product) => product.holdingKind === kind && (category ?? product.category) === product.category)
    .toSorted(
      (a, b) => (a.rateBasisPoints ?? 0) - (b.rateBasisPoints ?? 0) || a.code.localeCompare(b.code),
    )[0];
}

export function offerOf(rule: OfferRule, product: Product | undefined, because: Because): Offer {
  const rate = product?.rateBasisPoints;
  return {
    rule,
    ...(product === undefined ? {} : { productId: product.id }),
    because: { ...because, ...(rate === undefined ? {} : { rateBasisPoints: rate }) },
  };
}

/** The sum of holdings in one currency; the one of the largest amount where there are several. */
export function largestSum(holdings: readonly Holding[]): Money | null {
  const sums = new Map<string, number>();
  for (const { balance } of holdings) {
    sums.set(balance.currency, (sums.get(balance.currency) ?? 0) + balance.minor);
  }
  const [largest] = [...sums].toSorted(([, a], [, b]) => b - a);
  return largest === undefined ? null : { currency: largest[0], minor: largest[1] };
}
