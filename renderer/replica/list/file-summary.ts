import { z } from 'zod';
import { type DayNumber, dayNumberOf } from '#shared/domain/day-number.ts';
import { holdingCategory, holdingPlace, holdingStatus } from '#shared/model/holding.ts';
import { businessDate, type Money, money } from '#shared/model/primitives.ts';
import { taskStatus } from '#shared/model/task.ts';
import type { RawDocument } from '../database/documents.ts';
import type { FileSummary } from './rows.ts';

/** Loosely read: a fault in another field must not hide what is due. */
const counted = z.object({
  category: holdingCategory,
  place: holdingPlace,
  status: holdingStatus,
  balance: money,
  maturesOn: businessDate.optional(),
  instalments: z.object({ nextDueOn: businessDate.optional(), overdue: z.number() }).optional(),
});

const openTask = z.object({ status: z.literal(taskStatus.enum.open) });

export const emptySummary: FileSummary = {
  elsewhere: [],
  maturity: 0,
  instalment: 0,
  openTasks: 0,
  problem: false,
};

/** The summary with one holding more. Of maturities the first from `today` on counts. */
export function withHolding(summary: FileSummary, document: RawDocument, today: DayNumber): FileSummary {
  const parsed = counted.safeParse(document);
  if (!parsed.success || parsed.data.status === 'closed') return summary;
  const { category, place, status, balance, maturesOn, instalments } = parsed.data;
  if (category === 'liability') {
    const due = instalments?.nextDueOn;
    return {
      ...summary,
      instalment: due === undefined ? summary.instalment : earlier(summary.instalment, dayNumberOf(due)),
      problem:
        summary.problem || status === 'overdue' || status === 'defaulted' || (instalments?.overdue ?? 0) > 0,
    };
  }
  if (category !== 'asset') return summary;
  const matures = maturesOn === undefined ? 0 : dayNumberOf(maturesOn);
  return {
    ...summary,
    maturity: matures < today ? summary.maturity : earlier(summary.maturity, matures),
    elsewhere: place === 'other_bank' ? added(summary.elsewhere, balance) : summary.elsewhere,
  };
}

export function withTask(summary: FileSummary, document: RawDocument): FileSummary {
  return openTask.safeParse(document).success ? { ...summary, openTasks: summary.openTasks + 1 } : summary;
}

function earlier(known: DayNumber, day: DayNumber): DayNumber {
  return known === 0 ? day : Math.min(known, day);
}

function added(sums: readonly Money[], { minor, currency }: Money): Money[] {
  const before = sums.find((sum) => sum.currency === currency)?.minor ?? 0;
  return [...sums.filter((sum) => sum.currency !== currency), { minor: before + minor, currency }].sort(
    (a, b) => b.minor - a.minor || (a.currency < b.currency ? -1 : 1),
  );
}
