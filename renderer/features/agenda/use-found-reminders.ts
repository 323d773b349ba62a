import { useMemo } from 'react';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { type LiveResult, useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { plusDays } from '#shared/domain/business-date.ts';
import type { LeadDays } from '#shared/domain/lead-days.ts';
import { birthdayPattern, lunarBirthDates } from '#shared/domain/reminder-search.ts';
import { dueReminders, type Reminder } from '#shared/domain/reminders.ts';
import type { CollectionName } from '#shared/model/collections.ts';

/** Of each kind. Every query brings its own soonest, so the soonest of all are among them. */
export const REMINDER_LIMIT = 200;

/**
 * What falls due in the files on this device, dealt with or not. The questions stay open for the session: the worker
 * asks the whole base once, and then follows changes. While it downloads for the first time it has better things to do.
 */
export function useFoundReminders(lead: LeadDays): { found: Reminder[]; limited: boolean; loading: boolean } {
  const today = useToday();
  const user = useUser();
  const waits = useSyncStatus().phase === 'first_sync';
  const until = (days: number) => plusDays(today, days);

  const instalments = useLiveQuery<'holdings'>(
    waits
      ? null
      : {
          collection: 'holdings',
          selector: {
            category: 'liability',
            $or: [
              { 'instalments.nextDueOn': { $lte: until(lead.instalment) } },
              { 'instalments.overdue': { $gt: 0 } },
            ],
          },
          sort: [{ 'instalments.nextDueOn': 'asc' }],
          limit: REMINDER_LIMIT,
        },
  );
  const maturities = useLiveQuery<'holdings'>(
    waits
      ? null
      : {
          collection: 'holdings',
          selector: { maturesOn: { $gte: today, $lte: until(lead.maturity) }, kind: { $ne: 'card' } },
          sort: [{ maturesOn: 'asc' }],
          limit: REMINDER_LIMIT,
        },
  );
  const solar = useLiveQuery<'customers'>(
    waits
      ? null
      : {
          collection: 'customers',
          selector: {
            birthDate: { $regex: birthdayPattern(today, lead.birthday) },
            birthdayCalendar: { $ne: 'lunar' },
          },
          limit: REMINDER_LIMIT,
        },
  );
  const lunarDates = useMemo(() => lunarBirthDates(today, lead.birthday), [today, lead.birthday]);
  const lunar = useLiveQuery<'customers'>(
    waits
      ? null
      : {
          collection: 'customers',
          selector: { birthdayCalendar: 'lunar', birthDate: { $in: lunarDates } },
          limit: REMINDER_LIMIT,
        },
  );
  const tasks = useLiveQuery<'tasks'>({
    collection: 'tasks',
    selector: {
      assigneeId: user.id,
      status: 'open',
      dueOn: { $gte: today, $lte: until(lead.schedule) },
    },
    sort: [{ dueOn: 'asc' }],
    limit: REMINDER_LIMIT,
  });
  const cases = useLiveQuery<'cases'>({
    collection: 'cases',
    selector: {
      ownerId: user.id,
      status: { $in: ['open', 'in_progress'] },
      dueOn: { $lte: until(lead.complaint) },
    },
    sort: [{ dueOn: 'asc' }],
    limit: REMINDER_LIMIT,
  });

  const found = useMemo(() => {
    const byId = new Map([...instalments.documents, ...maturities.documents].map((one) => [one.id, one]));
    return dueReminders({
      customers: [...solar.documents, ...lunar.documents],
      holdings: [...byId.values()],
      tasks: tasks.documents,
      cases: cases.documents,
      today,
      lead,
    });
  }, [
    instalments.documents,
    maturities.documents,
    solar.documents,
    lunar.documents,
    tasks.documents,
    cases.documents,
    today,
    lead,
  ]);
  const results: readonly LiveResult<CollectionName>[] = [
    instalments,
    maturities,
    solar,
    lunar,
    tasks,
    cases,
  ];
  return {
    found,
    limited: results.some(({ documents }) => documents.length === REMINDER_LIMIT),
    loading: waits || results.some(({ loading }) => loading),
  };
}
