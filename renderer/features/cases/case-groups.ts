import { type BusinessDate, daysBetween } from '#shared/domain/business-date.ts';
import { byUrgency } from '#shared/domain/case-terms.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';

export type CaseGroupName = 'overdue' | 'today' | 'soon' | 'later';

export interface CaseGroup {
  readonly name: CaseGroupName;
  readonly cases: readonly ServiceCase[];
}

const order: readonly CaseGroupName[] = ['overdue', 'today', 'soon', 'later'];
const SOON_DAYS = 3;

/** Open cases by how soon they are due, the most urgent first; empty groups are left out. */
export function groupCases(cases: readonly ServiceCase[], today: BusinessDate): CaseGroup[] {
  const sorted = cases.toSorted(byUrgency);
  return order.flatMap((name) => {
    const own = sorted.filter(({ dueOn }) => groupName(dueOn, today) === name);
    return own.length === 0 ? [] : [{ name, cases: own }];
  });
}

function groupName(dueOn: BusinessDate, today: BusinessDate): CaseGroupName {
  const days = daysBetween(today, dueOn);
  if (days < 0) return 'overdue';
  if (days === 0) return 'today';
  return days <= SOON_DAYS ? 'soon' : 'later';
}
