import type { DayNumber } from '#shared/domain/day-number.ts';
import type { CollectionName, Documents } from '#shared/model/collections.ts';
import type { Money } from '#shared/model/primitives.ts';
import type { Product } from '#shared/model/reference.ts';
import { type BranchTeam, type Organisation, organisationOf } from './organisation.ts';
import { productsOf } from './products.ts';

/** What every generator needs to know about the bank it writes about. */
export interface DemoBank {
  readonly seed: number;
  readonly today: DayNumber;
  /** Customers are numbered from 0 to this, exclusive. */
  readonly customers: number;
  readonly organisation: Organisation;
  /** How many of the customers of each branch come to one hundred blocks: branches differ in size. */
  readonly teamWeights: readonly (readonly [BranchTeam, number])[];
  product(code: string): Product;
}

export function openBank(seed: number, today: DayNumber, customers: number): DemoBank {
  const organisation = organisationOf(seed);
  const products = new Map(productsOf(seed).map((product) => [product.code, product]));
  return {
    seed,
    today,
    customers,
    organisation,
    teamWeights: organisation.teams.map((team, index) => [team, 1.5 - index * 0.08] as const),
    product: (code) => {
      const product = products.get(code);
      if (product === undefined) throw new RangeError(`the demo bank sells no ${code}`);
      return product;
    },
  };
}

/** Documents of customer files, by collection. */
export type FileDocuments = {
  [Name in Exclude<CollectionName, 'reference' | 'inbox' | 'personal'>]: Documents[Name][];
};

export function noDocuments(): FileDocuments {
  return {
    customers: [],
    contactLogs: [],
    tasks: [],
    holdings: [],
    relationships: [],
    snapshots: [],
    cases: [],
    transactions: [],
  };
}

/** Whole yuan, and fen when given, as money. */
export function yuan(amount: number, fen = 0): Money {
  return { minor: Math.round(amount) * 100 + fen, currency: 'CNY' };
}
