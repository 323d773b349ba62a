import type { KeyboardEvent } from 'react';
import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';
import type { Cell } from './calendar-context.tsx';
import { CELL_MINUTES, DAY_MINUTES, step, type View, weekStart } from './calendar-dates.ts';

interface Options {
  view: View;
  goTo: (cell: Cell) => void;
  create: (cell: Cell) => void;
}

/** Where Down leads to from the row for the whole day. */
const MORNING = 9 * 60;

/** The cell that a key leads to; `undefined` for other keys. */
export function cellAfter(view: View, { day, minutes }: Cell, key: string): Cell | undefined {
  const on = (next: BusinessDate): Cell => ({ day: next, minutes });
  switch (key) {
    case 'ArrowLeft':
      return on(plusDays(day, -1));
    case 'ArrowRight':
      return on(plusDays(day, 1));
    case 'PageUp':
      return on(step(view, day, -1));
    case 'PageDown':
      return on(step(view, day, 1));
    case 'Home':
      return view === 'day' ? { day, minutes: null } : on(weekStart(day));
    case 'End':
      return view === 'day' ? { day, minutes: DAY_MINUTES - CELL_MINUTES } : on(plusDays(weekStart(day), 6));
    case 'ArrowUp':
      return view === 'month' ? on(plusDays(day, -7)) : { day, minutes: earlier(minutes) };
    case 'ArrowDown':
      return view === 'month' ? on(plusDays(day, 7)) : { day, minutes: later(minutes) };
    default:
      return undefined;
  }
}

function earlier(minutes: number | null): number | null {
  return minutes === null || minutes === 0 ? null : minutes - CELL_MINUTES;
}

function later(minutes: number | null): number {
  return minutes === null ? MORNING : Math.min(DAY_MINUTES - CELL_MINUTES, minutes + CELL_MINUTES);
}

/** Keys of an empty place: arrows and pages go about, Enter makes a task there. */
export function useCellKeys({ view, goTo, create }: Options) {
  return (cell: Cell, event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = cellAfter(view, cell, event.key);
    if (next !== undefined) goTo(next);
    else if (event.key === 'Enter') create(cell);
    else return;
    event.preventDefault();
  };
}
