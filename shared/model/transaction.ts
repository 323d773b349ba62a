import { z } from 'zod';
import { businessDate, line, money, uuid } from './primitives.ts';

export const transactionDirection = z.enum(['credit', 'debit']);
export const transactionKind = z.enum([
  'cash',
  'transfer',
  'card',
  'interest',
  'loan_payment',
  'household',
  'insurance',
  'pension',
  'fee',
  'other',
]);

/** One booking on an account. All are on the server; a replica keeps the last {@link TRANSACTION_DAYS} days. */
export const transaction = z.strictObject({
  id: uuid,
  customerId: uuid,
  holdingId: uuid,
  bookedOn: businessDate,
  direction: transactionDirection,
  kind: transactionKind,
  amount: money,
  balanceAfter: money.optional(),
  counterparty: line(80).optional(),
});
export type Transaction = z.infer<typeof transaction>;

export const TRANSACTION_DAYS = 90;
