import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { useSession } from '#renderer/app/session-context.tsx';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useProducts } from '#renderer/ui/use-product-names.ts';
import { type LeadDays, leadDaysOf } from '#shared/domain/lead-days.ts';
import { waiting } from '#shared/domain/reminder-state.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import { useAnnouncements } from './use-announcements.ts';
import { useFoundReminders } from './use-found-reminders.ts';
import { type OwnPreferences, usePreferences } from './use-preferences.ts';
import { RememberedContext } from './use-remembered.ts';

export interface Reminders {
  /** That nobody has dealt with or put off, in the order in which they fall due. */
  reminders: readonly Reminder[];
  /** There may be more than these. */
  limited: boolean;
  loading: boolean;
  lead: LeadDays;
  preferences: OwnPreferences;
}

const RemindersContext = createContext<Reminders>({
  reminders: [],
  limited: false,
  loading: false,
  lead: leadDaysOf(undefined, undefined),
  preferences: {},
});

/** Computes reminders for all screens, and has the desktop say what falls due, whichever screen is shown. */
export function RemindersProvider({ children }: { children: ReactNode }) {
  const { policy } = useSession().session;
  const { preferences, loading: preferring } = usePreferences();
  const lead = useMemo(
    () => leadDaysOf(policy.reminderLeadDays, preferences.leadDays),
    [policy.reminderLeadDays, preferences.leadDays],
  );
  // Asked before the questions over the whole base, which keep the worker: rows would show the core system's words for
  // a product, which are in one language, until its names are there.
  useProducts();
  const { found, limited, loading } = useFoundReminders(lead);
  const states = useStates(found);
  const now = useMinute();
  const reminders = useMemo(() => waiting(found, states.documents, now), [found, states.documents, now]);
  const settled = !loading && !states.loading && !preferring;
  useAnnouncements(reminders, states.documents, {
    settled,
    allowed: policy.notifications !== false && preferences.notify !== false,
  });
  const value = useMemo(
    () => ({ reminders, limited, loading: !settled, lead, preferences }),
    [reminders, limited, settled, lead, preferences],
  );
  const [remembered] = useKeptState('agenda', new Map<string, unknown>());
  return (
    <RememberedContext value={remembered}>
      <RemindersContext value={value}>{children}</RemindersContext>
    </RememberedContext>
  );
}

export function useReminders(): Reminders {
  return use(RemindersContext);
}

/** What was done with the reminders that were found: never more documents than there are of them. */
function useStates(found: readonly Reminder[]) {
  const keys = [...new Set(found.map((reminder) => reminder.key))].sort();
  const { documents, loading } = useLiveQuery<'personal'>(
    keys.length === 0
      ? null
      : { collection: 'personal', selector: { kind: 'reminder', key: { $in: keys } }, limit: keys.length },
  );
  // Another question while a reminder comes or goes: until its answer is there the last one holds, or what is done
  // would flash up.
  const [last, setLast] = useState(documents);
  useEffect(() => {
    if (!loading) setLast(documents);
  }, [loading, documents]);
  const current = loading ? last : documents;
  const states = useMemo(() => current.flatMap((one) => (one.kind === 'reminder' ? [one] : [])), [current]);
  return { documents: states, loading: loading && last.length === 0 };
}

/** The time, anew every minute: what was snoozed for an hour comes back without anybody doing anything. */
function useMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const tick = () => setNow(new Date());
    const timer = setInterval(tick, 60_000);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
  return now;
}
