import { z } from 'zod';
import { businessDate, line, money, uuid } from './primitives.ts';

export const holdingCategory = z.enum(['asset', 'liability', 'intermediary']);
export const holdingKind = z.enum([
  'demand',
  'time',
  'fund',
  'bond',
  'wealth',
  'insurance',
  'loan',
  'card',
  'standing_order',
]);
export const holdingPlace = z.enum(['ours', 'other_bank', 'other']);
export const holdingStatus = z.enum(['active', 'overdue', 'matured', 'closed', 'defaulted']);

/** The repayment plan of a loan: equal instalments, `paid` of `count` so far. */
export const instalmentPlan = z.strictObject({
  amount: money,
  count: z.int().min(1).max(600),
  paid: z.int().min(0).max(600),
  nextDueOn: businessDate.optional(),
  /** Instalments past due and unpaid. */
  overdue: z.int().min(0).max(600),
});

/** What a customer holds: accounts, deposits, funds, loans, cards, standing orders, assets elsewhere. */
export const holding = z.strictObject({
  id: uuid,
  customerId: uuid,
  category: holdingCategory,
  kind: holdingKind,
  place: holdingPlace,
  status: holdingStatus,
  productId: uuid.optional(),
  productName: line(120),
  accountNo: line(40).optional(),
  /** The balance of an asset, the outstanding principal of a liability, the limit or amount otherwise. */
  balance: money,
  openedOn: businessDate,
  maturesOn: businessDate.optional(),
  /** Yearly, in basis points: 275 is 2.75 %. */
  rateBasisPoints: z.int().optional(),
  principal: money.optional(),
  instalments: instalmentPlan.optional(),
  counterparty: line(80).optional(),
  purpose: line(60).optional(),
  /** The bank's profit or loss on this holding over the last twelve months. */
  profit: money.optional(),
});
export type Holding = z.infer<typeof holding>;
