import { useTranslation } from 'react-i18next';
import { agenda, taskSeries } from '#renderer/features/agenda/public.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import type { Task } from '#shared/model/task.ts';
import { useFile } from './file-context.tsx';
import type { TaskDraft } from './task-draft.ts';

export interface TaskEdits {
  complete(task: Task): Promise<boolean>;
  reopen(task: Task): Promise<boolean>;
  reschedule(task: Task, dueOn: string): Promise<boolean>;
  /** Of a series: this one alone, or all that come after it as well. */
  change(task: Task, next: FieldValues, extent: TaskDraft['extent']): Promise<boolean>;
}

/** What can be done to a task, each under its own name in the audit trail; of a series the next one is made. */
export function useTaskEdits(): TaskEdits {
  const { t } = useTranslation(['customers', 'agenda']);
  const format = useFormat();
  const replica = useReplica();
  const { user, today } = useFile();
  const save = useSave();
  const { carryOut } = agenda.useTakeBack();
  const editor = { userId: user.id, today };
  const movedTo = ({ title }: Task, day: string) => t('task.rescheduled', { title, date: format.date(day) });
  const reopened = ({ title }: Task) => t('task.reopened', { title });
  return {
    complete: (task) =>
      carryOut(() => taskSeries.completeTask(replica, task, editor), {
        done: t('task.completed', { title: task.title }),
        undone: reopened(task),
      }),
    async reopen(task) {
      const next = { status: 'open', completedAt: null, completedById: null };
      const { id: documentId, customerId } = task;
      const edit = { collection: 'tasks', intent: 'task.reopen', documentId, customerId, next } as const;
      return (await save([edit], reopened(task))) !== null;
    },
    reschedule: (task, dueOn) => {
      const change = { intent: 'task.reschedule', next: { dueOn }, extent: 'one' } as const;
      return carryOut(() => taskSeries.changeTask(replica, task, change, editor), {
        done: movedTo(task, dueOn),
        undone: movedTo(task, task.dueOn),
      });
    },
    change: (task, next, extent) =>
      carryOut(() => taskSeries.changeTask(replica, task, { intent: 'task.edit', next, extent }, editor), {
        done: t('task.saved'),
        undone: t('agenda:tasks.changedBack', { title: task.title }),
      }),
  };
}
