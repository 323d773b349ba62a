import { useMemo } from 'react';
import { agenda } from '#renderer/features/agenda/public.ts';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useCustomerNames } from '#renderer/ui/use-customer-names.ts';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { turnsUntil } from '#shared/domain/recurrence.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import type { Task } from '#shared/model/task.ts';

/** More than anybody can do in six weeks. */
const LIMIT = 500;

/** A turn of a series that is not a task yet: made when the one before it is done. */
export interface Ahead {
  task: Task;
  day: BusinessDate;
}

export interface CalendarItems {
  tasks: readonly Task[];
  ahead: readonly Ahead[];
  reminders: readonly Reminder[];
  nameOf: (customerId: string) => string | undefined;
  loading: boolean;
  limited: boolean;
}

/** The user's own tasks of some days, done ones too, what their series will bring, and what falls due. */
export function useCalendarItems(days: readonly BusinessDate[]): CalendarItems {
  const user = useUser();
  const today = useToday();
  const [first = today, last = first] = [days[0], days.at(-1)];
  const open = useLiveQuery<'tasks'>({
    collection: 'tasks',
    selector: { assigneeId: user.id, status: 'open', dueOn: { $gte: first, $lte: last } },
    sort: [{ dueOn: 'asc' }],
    limit: LIMIT,
  });
  const done = useLiveQuery<'tasks'>({
    collection: 'tasks',
    selector: { assigneeId: user.id, status: 'done', dueOn: { $gte: first, $lte: last } },
    sort: [{ dueOn: 'asc' }],
    limit: LIMIT,
  });
  const series = useLiveQuery<'tasks'>({
    collection: 'tasks',
    selector: {
      assigneeId: user.id,
      status: 'open',
      dueOn: { $lte: last },
      repeats: { $exists: true },
    },
    sort: [{ dueOn: 'asc' }],
    limit: LIMIT,
  });
  const { reminders } = agenda.useReminders();
  const due = useMemo(
    () => reminders.filter(({ kind, dueOn }) => kind !== 'schedule' && dueOn >= first && dueOn <= last),
    [reminders, first, last],
  );
  const ahead = useMemo(
    () =>
      series.documents.flatMap((task) =>
        turnsUntil(task, today, last)
          .filter((day) => day >= first)
          .map((day) => ({ task, day })),
      ),
    [series.documents, today, first, last],
  );
  const tasks = useMemo(() => [...open.documents, ...done.documents], [open.documents, done.documents]);
  const nameOf = useCustomerNames([
    ...tasks.map(({ customerId }) => customerId),
    ...due.map(({ customerId }) => customerId),
  ]);
  return {
    tasks,
    ahead,
    reminders: due,
    nameOf,
    loading: open.loading || done.loading,
    limited: [open, done].some(({ documents }) => documents.length === LIMIT),
  };
}
