import { CancelDialog } from './cancel-dialog.tsx';
import { useReminders } from './reminders-context.tsx';
import { RescheduleDialog } from './reschedule-dialog.tsx';
import { SnoozeDialog } from './snooze-dialog.tsx';
import { cancelTask, changeTask, completeTask } from './task-series.ts';
import { useRemembered } from './use-remembered.ts';
import { useReminderActions } from './use-reminder-actions.ts';
import { useReminderText } from './use-reminder-text.ts';
import { useTakeBack } from './use-take-back.ts';
import { useTaskActions } from './use-task-actions.ts';
import { type WhenDraft as Draft, emptyWhen, readWhen, whenDraftOf } from './when-draft.ts';
import { WhenFields } from './when-fields.tsx';

/** What the screens of the day and of the calendar are made of. */
export const agenda = {
  CancelDialog,
  RescheduleDialog,
  SnoozeDialog,
  useReminderActions,
  useReminders,
  useReminderText,
  useRemembered,
  useTakeBack,
  useTaskActions,
};

/** Ending a task of a series makes the next one, wherever it is ended. */
export const taskSeries = { cancelTask, changeTask, completeTask };

/** The fields of a task that say when, where and how often, for every form of a task. */
export const taskWhen = { WhenFields, emptyWhen, whenDraftOf, readWhen };

export type WhenDraft = Draft;
