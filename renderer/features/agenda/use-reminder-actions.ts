import { useTranslation } from 'react-i18next';
import { useReplica, useUser } from '#renderer/ui/replica-context.tsx';
import { useToday } from '#renderer/ui/use-today.ts';
import { stableId } from '#shared/domain/ids.ts';
import { type Snooze, snoozedUntil } from '#shared/domain/reminder-state.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import type { TakeBack } from './task-series.ts';
import type { TakingBack } from './use-take-back.ts';

export interface ReminderActions {
  /** `until`: a day, where none of the usual ones is meant. */
  snooze(reminder: Reminder, until: Snooze | { day: string }): Promise<boolean>;
  finish(reminder: Reminder): Promise<boolean>;
  makeTask(reminder: Reminder, title: string): Promise<boolean>;
}

const taskKinds = {
  instalment: 'call',
  maturity: 'maturity',
  birthday: 'call',
  schedule: 'follow_up',
  complaint: 'follow_up',
} as const satisfies Record<Reminder['kind'], string>;

/** What can be done with a reminder: each an edit of what is personal, offline too, and each can be taken back. */
export function useReminderActions({ carryOut }: TakingBack): ReminderActions {
  const { t } = useTranslation('agenda');
  const replica = useReplica();
  const { id: userId } = useUser();
  const today = useToday();

  /** One document for a reminder, with an id that follows from it: two devices write the same one. */
  const write = async ({ key, customerId }: Reminder, next: FieldValues): Promise<void> => {
    const about = { collection: 'personal', intent: 'personal.reminder' } as const;
    const id = stableId(`reminder ${userId} ${key}`);
    const given = Object.entries(next).filter(([, value]) => value !== null);
    const create = { kind: 'reminder', ownerId: userId, key, customerId, ...Object.fromEntries(given) };
    const { mutationId } = await replica.edit({ ...about, newDocumentId: id, next: create });
    if (mutationId === '') await replica.edit({ ...about, documentId: id, next });
  };
  const showAgain = (reminder: Reminder) => write(reminder, { state: 'snoozed', until: null, taskId: null });
  const set = async (reminder: Reminder, next: FieldValues): Promise<TakeBack> => {
    await write(reminder, { until: null, taskId: null, ...next });
    return () => showAgain(reminder);
  };

  return {
    snooze: (reminder, until) => {
      const wake = typeof until === 'string' ? snoozedUntil(until, new Date()) : until.day;
      return carryOut(() => set(reminder, { state: 'snoozed', until: wake }), {
        done: t('reminders.snoozed'),
        undone: t('reminders.again'),
      });
    },
    finish: (reminder) =>
      carryOut(() => set(reminder, { state: 'done' }), {
        done: t('reminders.done'),
        undone: t('reminders.again'),
      }),
    makeTask: (reminder, title) =>
      carryOut(
        async () => {
          const { customerId } = reminder;
          const dueOn = reminder.dueOn < today ? today : reminder.dueOn;
          const { documentId } = await replica.edit({
            collection: 'tasks',
            intent: 'task.add',
            customerId,
            next: {
              title: title.slice(0, 120),
              kind: taskKinds[reminder.kind],
              priority: (reminder.overdue ?? 0) > 0 ? 'high' : 'normal',
              status: 'open',
              dueOn,
              assigneeId: userId,
              createdById: userId,
            },
          });
          const back = await set(reminder, { state: 'task', taskId: documentId });
          return async () => {
            await replica.edit({
              collection: 'tasks',
              intent: 'task.edit',
              documentId,
              customerId,
              next: { status: 'cancelled' },
            });
            await back();
          };
        },
        { done: t('reminders.madeTask'), undone: t('reminders.again') },
      ),
  };
}
