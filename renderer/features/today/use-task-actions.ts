import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica, useUser } from '#renderer/ui/replica-context.tsx';
import { showDone } from '#renderer/ui/undo-notice.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import type { FieldValues, Intent } from '#shared/model/mutation.ts';
import type { Task } from '#shared/model/task.ts';

export interface TaskActions {
  complete(task: Task): Promise<void>;
  reschedule(task: Task, dueOn: BusinessDate): Promise<void>;
  /** Takes back what was done last; nothing when there is nothing. */
  undo(): Promise<void>;
}

/** What can be done to a task from the list. Each can be taken back: from the notice that reports it, or by key. */
export function useTaskActions(): TaskActions {
  const { t } = useTranslation(['today', 'errors', 'app']);
  const replica = useReplica();
  const user = useUser();
  const format = useFormat();
  const lastUndo = useRef<(() => Promise<void>) | null>(null);

  const edit = async ({ id, customerId }: Task, intent: Intent, next: FieldValues): Promise<boolean> => {
    try {
      await replica.edit({ collection: 'tasks', intent, documentId: id, customerId, next });
      return true;
    } catch (error) {
      const message = t(`errors:code.${errorCodeOf(error)}`);
      notifications.show({ color: 'red', title: t('today:tasks.failed'), message });
      return false;
    }
  };

  const report = (message: string, takeBack: () => Promise<boolean>, takenBack: string) => {
    const undo = async () => {
      lastUndo.current = null;
      hide();
      if (await takeBack()) notifications.show({ message: takenBack });
    };
    const hide = showDone({ message, undo: t('app:action.undo'), onUndo: undo });
    lastUndo.current = undo;
  };

  return {
    undo: async () => lastUndo.current?.(),
    complete: async (task) => {
      const next = { status: 'done', completedAt: new Date().toISOString(), completedById: user.id };
      if (!(await edit(task, 'task.complete', next))) return;
      const open = { status: 'open', completedAt: null, completedById: null };
      report(
        t('today:tasks.completed', { title: task.title }),
        () => edit(task, 'task.reopen', open),
        t('today:tasks.reopened', { title: task.title }),
      );
    },
    reschedule: async (task, dueOn) => {
      if (dueOn === task.dueOn || !(await edit(task, 'task.reschedule', { dueOn }))) return;
      const movedTo = (day: BusinessDate) =>
        t('today:tasks.rescheduled', { title: task.title, date: format.date(day) });
      report(movedTo(dueOn), () => edit(task, 'task.reschedule', { dueOn: task.dueOn }), movedTo(task.dueOn));
    },
  };
}
