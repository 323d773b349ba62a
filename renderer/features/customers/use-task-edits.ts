import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import type { FieldValues, Intent } from '#shared/model/mutation.ts';
import type { Task } from '#shared/model/task.ts';
import { useFile } from './file-context.tsx';

export interface TaskEdits {
  complete(task: Task): Promise<boolean>;
  reopen(task: Task): Promise<boolean>;
  reschedule(task: Task, dueOn: string): Promise<boolean>;
  change(task: Task, next: FieldValues): Promise<boolean>;
}

/** What can be done to a task, each under its own name in the audit trail. */
export function useTaskEdits(): TaskEdits {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { user } = useFile();
  const save = useSave();
  const edit = async ({ id, customerId }: Task, intent: Intent, next: FieldValues, done: string) =>
    (await save([{ collection: 'tasks', documentId: id, customerId, intent, next }], done)) !== null;
  return {
    complete: (task) =>
      edit(
        task,
        'task.complete',
        { status: 'done', completedAt: new Date().toISOString(), completedById: user.id },
        t('task.completed', { title: task.title }),
      ),
    reopen: (task) =>
      edit(
        task,
        'task.reopen',
        { status: 'open', completedAt: null, completedById: null },
        t('task.reopened', { title: task.title }),
      ),
    reschedule: (task, dueOn) =>
      edit(
        task,
        'task.reschedule',
        { dueOn },
        t('task.rescheduled', { title: task.title, date: format.date(dueOn) }),
      ),
    change: (task, next) => edit(task, 'task.edit', next, t('task.saved')),
  };
}
