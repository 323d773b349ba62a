import { z } from 'zod';
import { instant, line, uuid } from '../model/primitives.ts';
import { transaction } from '../model/transaction.ts';

/** Bookings in one page of the older ones. */
export const TRANSACTION_PAGE = 200;

/**
 * `GET /files/:id/transactions?before=`: bookings older than those a replica keeps, the newest first. `before` is the
 * `next` of the page before; without it the first page.
 */
export const transactionsQuery = z.strictObject({
  before: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d~[0-9a-f-]{36}$/)
    .optional(),
});

export const transactionPage = z.object({
  transactions: z.array(transaction),
  /** Absent on the last page. */
  next: line(60).optional(),
});
export type TransactionPage = z.infer<typeof transactionPage>;

/** Changes in one page of a file's history. */
export const HISTORY_PAGE = 100;

/** `GET /files/:id/history?before=`: who changed which fields of a file when, the latest first; never the values. */
export const historyQuery = z.strictObject({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

export const fileChange = z.object({
  id: line(20),
  collection: line(40),
  documentId: uuid,
  fields: z.array(line(40)),
  at: instant,
  /** Absent: core banking. */
  byName: line(60).optional(),
});
export type FileChange = z.infer<typeof fileChange>;

export const historyPage = z.object({ changes: z.array(fileChange), next: line(20).optional() });
export type HistoryPage = z.infer<typeof historyPage>;

export const fileParams = z.strictObject({ id: uuid });
export type FileParams = z.infer<typeof fileParams>;
