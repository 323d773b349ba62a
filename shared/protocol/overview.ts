import { z } from 'zod';
import { currency, instant, line, uuid } from '../model/primitives.ts';

/** One branch in figures. Amounts are minor units, at the last month-end that each customer has a snapshot of. */
export const branchOverview = z.object({
  branchId: uuid,
  name: line(80),
  nameEn: line(80),
  customers: z.int(),
  openTasks: z.int(),
  overdueTasks: z.int(),
  amounts: z.array(z.object({ currency, assets: z.int(), liabilities: z.int() })),
});

/** `GET /overview`: the own branch for a branch manager, the bank for analysts and auditors. Online only. */
export const overviewResponse = z.object({ asOf: instant, branches: z.array(branchOverview) });
export type OverviewResponse = z.infer<typeof overviewResponse>;
