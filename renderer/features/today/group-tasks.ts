import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';
import type { Task } from '#shared/model/task.ts';

export const taskGroups = ['overdue', 'today', 'week', 'later'] as const;
export type TaskGroup = (typeof taskGroups)[number];

export function groupOf(task: Task, today: BusinessDate): TaskGroup {
  if (task.dueOn < today) return 'overdue';
  if (task.dueOn === today) return 'today';
  return task.dueOn <= plusDays(today, 7) ? 'week' : 'later';
}

const urgency = { high: 0, normal: 1, low: 2 } as const satisfies Record<Task['priority'], number>;

/** In the order in which they are done: by group, by day, the urgent ones of a day first. */
export function sortTasks<T extends Task>(tasks: readonly T[]): T[] {
  return tasks.toSorted(
    (a, b) =>
      a.dueOn.localeCompare(b.dueOn) || urgency[a.priority] - urgency[b.priority] || a.id.localeCompare(b.id),
  );
}
