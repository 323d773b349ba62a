import { lazy } from 'react';
import { RemindersProvider as Provider } from './reminders-context.tsx';

export const RemindersProvider = Provider;

/** The section of the settings: its form is loaded with them. */
export const ReminderSettings = lazy(async () => ({
  default: (await import('./reminder-settings.tsx')).ReminderSettings,
}));
