import { useMemo } from 'react';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';
import { defaultLeadDays, dueReminders, type Reminder } from '#shared/domain/reminders.ts';

export const REMINDER_LIMIT = 200;

/**
 * What falls due soonest in the files on this device, at most {@link REMINDER_LIMIT}: each query brings its own
 * soonest, so the soonest of all are among them.
 */
export function useReminders(): { reminders: Reminder[]; loading: boolean } {
  const today = useToday();
  const instalments = useLiveQuery<'holdings'>({
    collection: 'holdings',
    selector: {
      category: 'liability',
      'instalments.nextDueOn': { $lte: plusDays(today, defaultLeadDays.instalment) },
    },
    sort: [{ 'instalments.nextDueOn': 'asc' }],
    limit: REMINDER_LIMIT,
  });
  const maturities = useLiveQuery<'holdings'>({
    collection: 'holdings',
    selector: { maturesOn: { $gte: today, $lte: plusDays(today, defaultLeadDays.maturity) } },
    sort: [{ maturesOn: 'asc' }],
    limit: REMINDER_LIMIT,
  });
  const birthdays = useLiveQuery<'customers'>({
    collection: 'customers',
    selector: { birthDate: { $regex: birthdayPattern(today, defaultLeadDays.birthday) } },
    limit: REMINDER_LIMIT,
  });
  const loading = instalments.loading || maturities.loading || birthdays.loading;
  const reminders = useMemo(() => {
    const byId = new Map([...instalments.documents, ...maturities.documents].map((one) => [one.id, one]));
    const due = dueReminders({ customers: birthdays.documents, holdings: [...byId.values()], today });
    return due.slice(0, REMINDER_LIMIT);
  }, [instalments.documents, maturities.documents, birthdays.documents, today]);
  return { reminders, loading };
}

/** Birth dates whose day of the year is one of the next days; 29 February counts as 28 in common years. */
export function birthdayPattern(today: BusinessDate, days: number): string {
  const wanted = new Set<string>();
  for (let ahead = 0; ahead <= days; ahead += 1) {
    const day = plusDays(today, ahead).slice(4);
    wanted.add(day);
    if (day === '-02-28') wanted.add('-02-29');
  }
  return `(${[...wanted].join('|')})$`;
}
