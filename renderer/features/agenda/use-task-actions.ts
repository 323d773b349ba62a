import { useTranslation } from 'react-i18next';
import { useReplica, useUser } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import type { Task } from '#shared/model/task.ts';
import { cancelTask, changeTask, completeTask, type Extent } from './task-series.ts';
import type { TakingBack } from './use-take-back.ts';

/** What a task without a length takes. */
export const USUAL_MINUTES = 30;

/** Where a task goes. `time: null` makes it one for some time of the day. */
export interface Place {
  dueOn: string;
  time?: string | null;
  minutes?: number;
}

export interface TaskActions {
  complete(task: Task): Promise<boolean>;
  cancel(task: Task, extent: Extent): Promise<boolean>;
  move(task: Task, to: Place, extent?: Extent): Promise<boolean>;
}

/** What can be done to a task from an agenda. Each can be taken back. */
export function useTaskActions({ carryOut }: TakingBack): TaskActions {
  const { t } = useTranslation('agenda');
  const replica = useReplica();
  const editor = { userId: useUser().id, today: useToday() };
  const format = useFormat();

  const whenOf = ({ dueOn, time }: Place) =>
    [format.date(dueOn), format.weekday(dueOn), time ?? undefined].filter(Boolean).join(' ');

  return {
    complete: (task) =>
      carryOut(() => completeTask(replica, task, editor), {
        done: t('tasks.completed', { title: task.title }),
        undone: t('tasks.reopened', { title: task.title }),
      }),
    cancel: (task, extent) =>
      carryOut(() => cancelTask(replica, task, extent, editor), {
        done: t(extent === 'series' ? 'tasks.seriesCancelled' : 'tasks.cancelled', { title: task.title }),
        undone: t('tasks.reopened', { title: task.title }),
      }),
    async move(task, to, extent = 'one') {
      const { dueOn, time, minutes } = to;
      const next: FieldValues = {
        ...(dueOn !== task.dueOn && { dueOn }),
        ...(time !== undefined && time !== (task.time ?? null) && { time }),
        ...(minutes !== undefined && minutes !== (task.minutes ?? USUAL_MINUTES) && { minutes }),
      };
      if (Object.keys(next).length === 0) return true;
      const change = { intent: 'task.reschedule', next, extent } as const;
      return await carryOut(() => changeTask(replica, task, change, editor), {
        done: t('tasks.rescheduled', {
          title: task.title,
          when: whenOf({ time: task.time ?? null, ...to }),
        }),
        undone: t('tasks.rescheduled', {
          title: task.title,
          when: whenOf({ dueOn: task.dueOn, time: task.time ?? null }),
        }),
      });
    },
  };
}
