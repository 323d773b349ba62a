import type { ReminderState } from '../model/personal.ts';
import { type BusinessDate, businessDateOf, plusDays } from './business-date.ts';
import type { Reminder } from './reminders.ts';

export const snoozes = ['hour', 'tomorrow', 'week'] as const;
export type Snooze = (typeof snoozes)[number];

/** Until when a reminder sleeps: a moment for an hour, else the morning of a day. Next week begins on Monday. */
export function snoozedUntil(snooze: Snooze, now: Date): string {
  if (snooze === 'hour') return new Date(now.getTime() + 3_600_000).toISOString();
  const today = businessDateOf(now);
  return plusDays(today, snooze === 'tomorrow' ? 1 : (8 - now.getDay()) % 7 || 7);
}

/** Whether what somebody did with a reminder hides it at a moment. */
export function hides(state: Pick<ReminderState, 'state' | 'until'>, now: Date): boolean {
  if (state.state !== 'snoozed') return true;
  const { until } = state;
  if (until === undefined) return false;
  return until.includes('T') ? Date.parse(until) > now.getTime() : until > businessDateOf(now);
}

/** The reminders that nobody has dealt with or put off. */
export function waiting(
  reminders: readonly Reminder[],
  states: readonly ReminderState[],
  now: Date,
): Reminder[] {
  const hidden = new Set(states.filter((state) => hides(state, now)).map((state) => state.key));
  return reminders.filter((reminder) => !hidden.has(reminder.key));
}

/** The hour at which the desktop begins to speak of what falls due on some day. */
const MORNING = '08:30';
/** How long before a task with an hour. */
const AHEAD_MS = 15 * 60_000;

/**
 * When a reminder is announced, in milliseconds since 1970, and the key under which that is remembered: once for each
 * reminder, and once more for each time it was put off.
 */
export function announcementOf(
  { key, task, from, dueOn }: Reminder,
  states: readonly Pick<ReminderState, 'key' | 'until'>[],
): { key: string; at: number } {
  const until = states.find((state) => state.key === key)?.until;
  if (until !== undefined) {
    return { key: `${key} ${until}`, at: until.includes('T') ? Date.parse(until) : morningOf(until) };
  }
  const at = task?.time === undefined ? morningOf(from) : Date.parse(`${dueOn}T${task.time}`) - AHEAD_MS;
  return { key, at };
}

function morningOf(day: BusinessDate): number {
  return Date.parse(`${day}T${MORNING}`);
}
