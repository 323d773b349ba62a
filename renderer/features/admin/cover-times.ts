import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';

/** The longest that the server grants, in days. */
export const LONGEST_COVER_DAYS = 365;

export type CoverTimeProblem = 'from' | 'until' | 'order' | 'tooLong';

export type CoverTimes =
  | { readonly problem: CoverTimeProblem }
  | { readonly problem: null; readonly startsAt?: string; readonly endsAt: string };

/**
 * The moments behind two days on this machine's calendar: from the first morning (now, when that is today) to the end
 * of the last day.
 */
export function coverTimes(
  from: BusinessDate | null,
  until: BusinessDate | null,
  today: BusinessDate,
): CoverTimes {
  if (from === null || from < today) return { problem: 'from' };
  if (until === null) return { problem: 'until' };
  if (until < from) return { problem: 'order' };
  if (until > plusDays(today, LONGEST_COVER_DAYS)) return { problem: 'tooLong' };
  const midnight = (day: BusinessDate) => new Date(`${day}T00:00:00`);
  const endsAt = new Date(midnight(plusDays(until, 1)).getTime() - 1000).toISOString();
  return { problem: null, endsAt, ...(from > today && { startsAt: midnight(from).toISOString() }) };
}
