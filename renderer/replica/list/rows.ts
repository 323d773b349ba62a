import { z } from 'zod';
import { birthdayCalendar, customerKind, grade, lifecycle } from '#shared/model/customer.ts';
import type { Money } from '#shared/model/primitives.ts';
import { snapshot } from '#shared/model/snapshot.ts';
import type { RawDocument } from '../database/documents.ts';
import { fieldsOf } from '../outbox/compose.ts';

/** What list and search take from a customer. Loosely read: a fault in another field must not hide the customer. */
const listed = z.object({
  id: z.string(),
  customerNo: z.string(),
  name: z.string(),
  kind: customerKind,
  grade,
  lifecycle,
  branchId: z.string(),
  managerId: z.string().optional(),
  openedOn: z.string(),
  idNumber: z.string().optional(),
  mobile: z.string().optional(),
  homePhone: z.string().optional(),
  workPhone: z.string().optional(),
  employer: z.string().optional(),
  address: z.string().optional(),
  tags: z.array(z.string()).optional().catch(undefined),
  birthDate: z.string().optional().catch(undefined),
  birthdayCalendar: birthdayCalendar.optional().catch(undefined),
  occupation: z.string().optional().catch(undefined),
  industry: z.string().optional().catch(undefined),
  source: z.string().optional().catch(undefined),
});
export type ListedCustomer = z.infer<typeof listed>;

export function listedOf(document: RawDocument): ListedCustomer | null {
  const parsed = listed.safeParse(document);
  return parsed.success ? parsed.data : null;
}

/** The last month-end of a customer that this device has seen. */
export interface Assets {
  /** Year and month as one number, so that months compare: 2026 and 11 are 24322. */
  month: number;
  minor: number;
  liabilities: number;
  currency: string;
}

/** What of a customer's holdings and tasks the list shows and filters by. */
export interface FileSummary {
  /** Assets at other banks, one sum per currency, the largest first. */
  elsewhere: readonly Money[];
  /** Days since 1970; 0: nothing. */
  maturity: number;
  instalment: number;
  openTasks: number;
  /** Something owed is overdue or in default. */
  problem: boolean;
}

const figures = snapshot.pick({ year: true, currency: true, months: true });

export function assetsOf(document: RawDocument): Assets | null {
  const parsed = figures.safeParse(pickFigures(document));
  if (!parsed.success) return null;
  const { year, currency, months } = parsed.data;
  const last = months.reduce<(typeof months)[number] | undefined>(
    (best, month) => (best === undefined || month.month > best.month ? month : best),
    undefined,
  );
  if (last === undefined) return null;
  const { month, assets: minor, liabilities } = last;
  return { month: year * 12 + month - 1, minor, liabilities, currency };
}

function pickFigures(document: RawDocument) {
  const { year, currency, months } = fieldsOf(document);
  return { year, currency, months };
}
