import { createContext, type KeyboardEvent, type PointerEvent, use } from 'react';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import type { Task } from '#shared/model/task.ts';
import type { Ahead } from './use-calendar-items.ts';
import type { Carried } from './use-carry.ts';

/** An empty place: a day, and the minutes from midnight where it is an hour of it. */
export interface Cell {
  day: BusinessDate;
  minutes: number | null;
}

/** What the grids draw and what can be done in them. */
export interface CalendarValue {
  today: BusinessDate;
  tasks: readonly Task[];
  ahead: readonly Ahead[];
  reminders: readonly Reminder[];
  nameOf: (customerId: string) => string | undefined;
  carried: Carried | null;
  /** The cell that takes part in Tab. */
  cursor: Cell;
  setCursor: (cell: Cell) => void;
  onCellKey: (cell: Cell, event: KeyboardEvent) => void;
  onTaskKey: (task: Task, event: KeyboardEvent) => void;
  onTaskPress: (task: Task, event: PointerEvent<HTMLElement>, grows?: boolean) => void;
  onTaskClick: (task: Task) => void;
  create: (cell: Cell) => void;
  showDay: (day: BusinessDate) => void;
}

const CalendarContext = createContext<CalendarValue | null>(null);

export const CalendarProvider = CalendarContext;

export function useCalendar(): CalendarValue {
  const value = use(CalendarContext);
  if (!value) throw new Error('useCalendar outside CalendarProvider');
  return value;
}

/** Where a task is drawn: where it is carried, else where it stands. */
export function placeOf(task: Task, carried: Carried | null) {
  if (carried?.task.id === task.id) {
    const { dueOn, time, minutes } = carried;
    return { dueOn, time: time ?? undefined, minutes, carried: true };
  }
  return { dueOn: task.dueOn, time: task.time, minutes: task.minutes, carried: false };
}
