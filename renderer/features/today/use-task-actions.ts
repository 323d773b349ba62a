import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica, useUser } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import type { FieldValues, Intent } from '#shared/model/mutation.ts';
import type { Task } from '#shared/model/task.ts';
import { showDone } from './undo-notice.tsx';

export interface TaskActions {
  complete(task: Task): Promise<void>;
  reopen(task: Task): Promise<void>;
  reschedule(task: Task, dueOn: BusinessDate): Promise<void>;
}

/** What can be done to a task from the list. Each can be taken back from the notice that reports it. */
export function useTaskActions(): TaskActions {
  const { t } = useTranslation(['today', 'errors', 'app']);
  const replica = useReplica();
  const user = useUser();
  const format = useFormat();

  const edit = async (task: Task, intent: Intent, next: FieldValues): Promise<boolean> => {
    try {
      await replica.edit({
        collection: 'tasks',
        intent,
        documentId: task.id,
        customerId: task.customerId,
        next,
      });
      return true;
    } catch (error) {
      notifications.show({
        color: 'red',
        title: t('today:tasks.failed'),
        message: t(`errors:code.${errorCodeOf(error)}`),
      });
      return false;
    }
  };
  const reopen = async (task: Task) => {
    const done = await edit(task, 'task.reopen', { status: 'open', completedAt: null, completedById: null });
    if (done) notifications.show({ message: t('today:tasks.reopened', { title: task.title }) });
  };
  const reschedule = async (task: Task, dueOn: BusinessDate) => {
    if (dueOn === task.dueOn || !(await edit(task, 'task.reschedule', { dueOn }))) return;
    showDone({
      message: t('today:tasks.rescheduled', { title: task.title, date: format.date(dueOn) }),
      undo: t('app:action.undo'),
      onUndo: () => reschedule({ ...task, dueOn }, task.dueOn),
    });
  };
  return {
    reopen,
    reschedule,
    complete: async (task) => {
      const next = { status: 'done', completedAt: new Date().toISOString(), completedById: user.id };
      if (!(await edit(task, 'task.complete', next))) return;
      showDone({
        message: t('today:tasks.completed', { title: task.title }),
        undo: t('app:action.undo'),
        onUndo: () => reopen(task),
      });
    },
  };
}
