import { type Task, type TaskRepeat, task as taskModel } from '../model/task.ts';
import { type BusinessDate, plusDays, plusMonths } from './business-date.ts';
import { stableId } from './ids.ts';

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/** The day of a series `turn` turns after the day it counts from; the last of a month that is shorter. */
function dayOfTurn(repeat: TaskRepeat, countsFrom: BusinessDate, turn: number): BusinessDate {
  const steps = turn * repeat.every;
  if (repeat.unit === 'day') return plusDays(countsFrom, steps);
  if (repeat.unit === 'week') return plusDays(countsFrom, steps * 7);
  return plusMonths(countsFrom, steps * monthsOf[repeat.unit]);
}

/** Where a task stands in its series: given in the task, or its own day where the series begins with it. */
function placeOf({ repeats, dueOn }: Pick<Task, 'dueOn'> & { repeats: TaskRepeat }) {
  const { countsFrom = dueOn, turn = 0 } = repeats;
  return { countsFrom, turn: repeats.countsFrom === undefined ? 0 : turn };
}

/**
 * The id of the task that follows one in its series. It follows from the id before it, so that two people who complete
 * the same task, or one on two devices, make the next one once.
 */
export function nextTaskId(taskId: string): string {
  return stableId(`task after ${taskId}`);
}

export interface NextTurn {
  dueOn: BusinessDate;
  repeats: TaskRepeat;
}

/**
 * When a repeating task comes again: the first turn after its own that is not in the past, so that a daily task left
 * alone for a week comes once, not seven times. `undefined`: it does not repeat, or its series is over.
 */
export function nextTurnOf(task: Pick<Task, 'dueOn' | 'repeats'>, today: BusinessDate): NextTurn | undefined {
  const { repeats, dueOn } = task;
  if (repeats === undefined) return undefined;
  const { countsFrom, turn } = placeOf({ repeats, dueOn });
  let next = turn + 1;
  while (dayOfTurn(repeats, countsFrom, next) < today) next += 1;
  const day = dayOfTurn(repeats, countsFrom, next);
  if (repeats.until !== undefined && day > repeats.until) return undefined;
  return { dueOn: day, repeats: { ...repeats, countsFrom, turn: next } };
}

/** A task without what a store keeps beside it: a revision is no part of the next one. */
function withoutNotes(task: Task): Task {
  const own = Object.entries(task).filter(([field]) => field in taskModel.shape);
  return Object.fromEntries(own) as Task;
}

/** The task that comes after a completed or cancelled one, without its id ({@link nextTaskId}). */
export function nextTaskOf(task: Task, today: BusinessDate): Omit<Task, 'id'> | undefined {
  const turn = nextTurnOf(task, today);
  if (turn === undefined) return undefined;
  const { id, completedAt, completedById, ...kept } = withoutNotes(task);
  return { ...kept, ...turn, status: 'open', previousId: id };
}

/** How a task's series is to be written when this one task moves to another day and those after it do not. */
export function movedAlone(task: Pick<Task, 'dueOn' | 'repeats'>): TaskRepeat | undefined {
  const { repeats, dueOn } = task;
  return repeats && { ...repeats, ...placeOf({ repeats, dueOn }) };
}

/** How a task's series is to be written when it and all after it move: it counts from the task's own day. */
export function movedWithSeries({ repeats }: Pick<Task, 'repeats'>): TaskRepeat | undefined {
  if (repeats === undefined) return undefined;
  const { countsFrom, turn, ...rest } = repeats;
  return rest;
}

/** Days of a series after the task's own, up to and including `last`: what a calendar shows ahead. */
export function turnsUntil(
  task: Pick<Task, 'dueOn' | 'repeats'>,
  today: BusinessDate,
  last: BusinessDate,
): BusinessDate[] {
  const days: BusinessDate[] = [];
  let at: Pick<Task, 'dueOn' | 'repeats'> = task;
  for (;;) {
    const next = nextTurnOf(at, today);
    if (next === undefined || next.dueOn > last) return days;
    days.push(next.dueOn);
    at = next;
  }
}
