import { z } from 'zod';
import { currency, uuid } from './primitives.ts';

export const snapshotMonth = z.strictObject({
  month: z.int().min(1).max(12),
  /** Minor units of the snapshot's currency, at the month's end. */
  assets: z.int(),
  liabilities: z.int(),
});

/** A customer's month-end assets and liabilities, one document per customer and year. */
export const snapshot = z.strictObject({
  id: uuid,
  customerId: uuid,
  year: z.int().min(1990).max(2200),
  currency,
  months: z.array(snapshotMonth).max(12),
});
export type Snapshot = z.infer<typeof snapshot>;
