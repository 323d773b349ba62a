import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import type { Task } from '#shared/model/task.ts';

/** What stands in the agenda: something to do, or something that falls due. `id` is the task's id or the key. */
export type AgendaItem =
  | { readonly kind: 'task'; readonly id: string; readonly day: BusinessDate; readonly task: Task }
  | {
      readonly kind: 'reminder';
      readonly id: string;
      readonly day: BusinessDate;
      readonly reminder: Reminder;
    };

export const groups = ['overdue', 'today', 'tomorrow', 'week', 'later'] as const;
export type Group = (typeof groups)[number];

export const filters = ['all', 'tasks', 'visits', 'reminders'] as const;
export type Filter = (typeof filters)[number];

export function groupOf(day: BusinessDate, today: BusinessDate): Group {
  if (day < today) return 'overdue';
  if (day === today) return 'today';
  if (day === plusDays(today, 1)) return 'tomorrow';
  return day <= plusDays(today, 7) ? 'week' : 'later';
}

export function matches(item: AgendaItem, filter: Filter): boolean {
  if (filter === 'all') return true;
  if (filter === 'reminders') return item.kind === 'reminder';
  return item.kind === 'task' && (filter === 'tasks' || item.task.kind === 'visit');
}

/**
 * Tasks and reminders in the order in which they are to be seen to: by day; of one day by the hour, then what has none, the
 * urgent first. A reminder of a task that stands there itself is left out.
 */
export function agendaOf(
  tasks: readonly Task[],
  reminders: readonly Reminder[],
  today: BusinessDate,
): AgendaItem[] {
  const ofTasks = tasks.map((task): AgendaItem => ({ kind: 'task', id: task.id, day: task.dueOn, task }));
  const ofReminders = reminders
    .filter(({ kind }) => kind !== 'schedule')
    .map((reminder): AgendaItem => {
      const late = (reminder.overdue ?? 0) > 0 && reminder.dueOn >= today;
      return {
        kind: 'reminder',
        id: reminder.key,
        reminder,
        day: late ? plusDays(today, -1) : reminder.dueOn,
      };
    });
  return [...ofTasks, ...ofReminders].sort(
    (a, b) =>
      a.day.localeCompare(b.day) ||
      hourOf(a).localeCompare(hourOf(b)) ||
      urgencyOf(a) - urgencyOf(b) ||
      a.id.localeCompare(b.id),
  );
}

/** Without an hour comes after all hours. */
function hourOf(item: AgendaItem): string {
  return (item.kind === 'task' ? item.task.time : undefined) ?? '99:99';
}

const urgency = { high: 0, normal: 1, low: 3 } as const satisfies Record<Task['priority'], number>;

function urgencyOf(item: AgendaItem): number {
  return item.kind === 'task' ? urgency[item.task.priority] : 2;
}
