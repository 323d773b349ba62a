import { addBusinessDays } from 'date-fns/addBusinessDays';
import { parseISO } from 'date-fns/parseISO';
import type { ServiceCase } from '../model/service-case.ts';
import { type BusinessDate, businessDateOf } from './business-date.ts';

/** Business days within which a case must be answered. */
export const caseTermDays: Record<ServiceCase['severity'], number> = { urgent: 1, serious: 3, normal: 7 };

/**
 * The day by which a case that came in on `openedOn` must be answered. Saturdays and Sundays are left out; public
 * holidays are not known here, so a term never comes out later than it is.
 */
export function caseDueOn(severity: ServiceCase['severity'], openedOn: BusinessDate): BusinessDate {
  return businessDateOf(addBusinessDays(parseISO(openedOn), caseTermDays[severity]));
}

const weight: Record<ServiceCase['severity'], number> = { urgent: 0, serious: 1, normal: 2 };

/** Open ones first by the day due, the more severe first on one day; then what is resolved, the latest first. */
export function byUrgency(a: ServiceCase, b: ServiceCase): number {
  const done = Number(a.status === 'resolved') - Number(b.status === 'resolved');
  if (done !== 0) return done;
  if (a.status === 'resolved') return (b.resolvedAt ?? b.openedAt).localeCompare(a.resolvedAt ?? a.openedAt);
  return (
    a.dueOn.localeCompare(b.dueOn) ||
    weight[a.severity] - weight[b.severity] ||
    a.openedAt.localeCompare(b.openedAt)
  );
}
