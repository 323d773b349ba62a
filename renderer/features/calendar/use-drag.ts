import { type PointerEvent, useEffect, useRef } from 'react';
import type { Task } from '#shared/model/task.ts';
import { GRAIN, minutesOf, timeOf, USUAL_MINUTES } from './calendar-dates.ts';
import type { Standing } from './use-carry.ts';

/** Pixels before a press becomes a drag: a click trembles. */
const THRESHOLD = 5;

interface Carrying {
  pickUp: (task: Task, by: 'pointer') => void;
  move: (to: Partial<Standing>) => void;
  putDown: () => void;
  giveUp: () => void;
  /** The month knows days only: a task that moves there keeps its hour. */
  keepsHour: boolean;
}

interface Press {
  task: Task;
  /** The lower edge is held: the task grows. */
  grows: boolean;
  x: number;
  y: number;
  /** Minutes between the task's start and where it was taken hold of. */
  held: number;
  dragging: boolean;
}

/** The cell under a point: `data-day`, and `data-minutes` where it is part of a day. */
function cellAt(x: number, y: number): { day: string; minutes: number | null } | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    if (!(element instanceof HTMLElement) || element.dataset.day === undefined) continue;
    const { day, minutes, span } = element.dataset;
    if (minutes === undefined) return { day, minutes: null };
    const { top, height } = element.getBoundingClientRect();
    const inside = ((y - top) / height) * Number(span);
    return { day, minutes: Number(minutes) + Math.floor(inside / GRAIN) * GRAIN };
  }
  return undefined;
}

/**
 * Moves tasks with the pointer. It listens on the window: what is dragged is drawn in another place with every step,
 * and an element that goes would take its listeners along.
 */
export function useDrag(carrying: Carrying) {
  const press = useRef<Press | null>(null);
  // A drag ends with a click on what was dragged: that one opens nothing.
  const dragged = useRef(false);
  const latest = useRef(carrying);
  useEffect(() => {
    latest.current = carrying;
  });

  useEffect(() => {
    const over = new AbortController();
    const { signal } = over;
    const onMove = (event: globalThis.PointerEvent) => {
      const held = press.current;
      if (held === null) return;
      const { pickUp, move, keepsHour } = latest.current;
      if (!held.dragging) {
        if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < THRESHOLD) return;
        held.dragging = true;
        pickUp(held.task, 'pointer');
        return;
      }
      const cell = cellAt(event.clientX, event.clientY);
      if (cell !== undefined) move(standingAt(cell, held, keepsHour));
    };
    const onUp = () => {
      dragged.current = press.current?.dragging === true;
      if (dragged.current) latest.current.putDown();
      press.current = null;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || press.current?.dragging !== true) return;
      press.current = null;
      dragged.current = true;
      latest.current.giveUp();
    };
    window.addEventListener('pointermove', onMove, { signal });
    window.addEventListener('pointerup', onUp, { signal });
    window.addEventListener('pointercancel', onUp, { signal });
    window.addEventListener('keydown', onKey, { signal, capture: true });
    return () => over.abort();
  }, []);

  return {
    onPointerDown(task: Task, event: PointerEvent<HTMLElement>, grows = false) {
      dragged.current = false;
      if (event.button !== 0 || task.status !== 'open') return;
      event.stopPropagation();
      const cell = cellAt(event.clientX, event.clientY);
      const start = task.time === undefined ? null : minutesOf(task.time);
      const held = start === null || cell?.minutes == null ? 0 : Math.max(0, cell.minutes - start);
      press.current = { task, grows, x: event.clientX, y: event.clientY, held, dragging: false };
    },
    /** Whether the click that comes now is the end of a drag. */
    wasDragged: () => dragged.current,
  };
}

function standingAt(
  cell: { day: string; minutes: number | null },
  { task, grows, held }: Press,
  keepsHour: boolean,
): Partial<Standing> {
  if (grows) {
    if (cell.minutes === null || task.time === undefined) return {};
    return { minutes: Math.max(GRAIN, cell.minutes + GRAIN - minutesOf(task.time)) };
  }
  if (cell.minutes === null) return keepsHour ? { dueOn: cell.day } : { dueOn: cell.day, time: null };
  return { dueOn: cell.day, time: timeOf(cell.minutes - held), minutes: task.minutes ?? USUAL_MINUTES };
}
