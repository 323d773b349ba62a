import { type BusinessDate, plusDays, plusMonths } from '#shared/domain/business-date.ts';

export const views = ['day', 'week', 'month'] as const;
export type View = (typeof views)[number];

/** The Monday of a day's week. */
export function weekStart(day: BusinessDate): BusinessDate {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return plusDays(day, -((weekday + 6) % 7));
}

export function monthStart(day: BusinessDate): BusinessDate {
  return `${day.slice(0, 8)}01`;
}

function run(from: BusinessDate, count: number): BusinessDate[] {
  return Array.from({ length: count }, (_, index) => plusDays(from, index));
}

/** The days that a view shows around a day: one, seven from Monday, or the whole weeks that hold the month. */
export function daysOf(view: View, day: BusinessDate): BusinessDate[] {
  if (view === 'day') return [day];
  if (view === 'week') return run(weekStart(day), 7);
  const first = weekStart(monthStart(day));
  const last = plusDays(plusMonths(monthStart(day), 1), -1);
  return run(first, plusDays(first, 34) < last ? 42 : plusDays(first, 27) < last ? 35 : 28);
}

/** The same place in the view before or after. */
export function step(view: View, day: BusinessDate, by: 1 | -1): BusinessDate {
  if (view === 'day') return plusDays(day, by);
  return view === 'week' ? plusDays(day, 7 * by) : plusMonths(day, by);
}

export const DAY_MINUTES = 24 * 60;
/** Of an empty place. */
export const CELL_MINUTES = 30;
/** What a task without a length takes in the calendar. */
export const USUAL_MINUTES = 30;
/** Tasks move and grow by this much. */
export const GRAIN = 15;

/** `09:30` as 570. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** 570 as `09:30`; kept within the day. */
export function timeOf(minutes: number): string {
  const kept = Math.max(0, Math.min(DAY_MINUTES - GRAIN, minutes));
  return `${String(Math.floor(kept / 60)).padStart(2, '0')}:${String(kept % 60).padStart(2, '0')}`;
}
