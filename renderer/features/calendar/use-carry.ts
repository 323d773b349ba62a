import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';
import type { Task } from '#shared/model/task.ts';
import { DAY_MINUTES, GRAIN, minutesOf, timeOf, USUAL_MINUTES, type View } from './calendar-dates.ts';

/** Where a task stands while it is carried about. `time: null`: some time that day. */
export interface Standing {
  dueOn: BusinessDate;
  time: string | null;
  minutes: number;
}

export interface Carried extends Standing {
  task: Task;
  by: 'keys' | 'pointer';
}

interface Options {
  view: View;
  drop: (task: Task, to: Standing) => void;
  /** The view follows what is carried out of it. */
  onDay: (day: BusinessDate) => void;
}

/** The hour at which a task that had none is put first. */
const MORNING = '09:00';

export function standingOf(task: Task): Standing {
  return { dueOn: task.dueOn, time: task.time ?? null, minutes: task.minutes ?? USUAL_MINUTES };
}

/** A task picked up, by Space or by the pointer, moved, and put down or taken back; said aloud at each step. */
export function useCarry({ view, drop, onDay }: Options) {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const [carried, setCarried] = useState<Carried | null>(null);
  const [said, say] = useState('');

  const wordsOf = ({ dueOn, time, minutes }: Standing) =>
    time === null
      ? `${format.longDate(dueOn)}, ${t('allDay')}`
      : `${format.longDate(dueOn)}, ${time}–${timeOf(minutesOf(time) + minutes)}`;

  const pickUp = (task: Task, by: Carried['by']) => {
    setCarried({ ...standingOf(task), task, by });
    if (by === 'keys') say(t('carry.pickedUp', { title: task.title }));
  };
  const move = (to: Partial<Standing>) => {
    if (carried === null) return;
    const next = { ...carried, ...to };
    setCarried(next);
    say(wordsOf(next));
    if (next.dueOn !== carried.dueOn && carried.by === 'keys') onDay(next.dueOn);
  };
  const putDown = () => {
    if (carried === null) return;
    const { task, dueOn, time, minutes } = carried;
    setCarried(null);
    say(t('carry.putDown', { title: task.title, where: wordsOf(carried) }));
    drop(task, { dueOn, time, minutes });
  };
  const giveUp = () => {
    if (carried === null) return;
    setCarried(null);
    say(t('carry.givenUp', { title: carried.task.title }));
    onDay(carried.task.dueOn);
  };

  // What is carried is drawn somewhere else after each step: the focus goes with it.
  const where = carried?.by === 'keys' ? `${carried.dueOn} ${carried.time}` : null;
  const id = carried?.task.id;
  useEffect(() => {
    if (where !== null) document.querySelector<HTMLElement>(`[data-task="${id}"]`)?.focus();
  }, [where, id]);

  /** Keys of a task's button while it is carried; true when the key was used. */
  const onCarryKey = (event: KeyboardEvent): boolean => {
    if (carried === null) return false;
    const { key, shiftKey } = event;
    if (key === 'Escape') giveUp();
    else if (key === ' ' || key === 'Enter') putDown();
    else if (key === 'ArrowLeft') move({ dueOn: plusDays(carried.dueOn, -1) });
    else if (key === 'ArrowRight') move({ dueOn: plusDays(carried.dueOn, 1) });
    else if (key === 'ArrowUp' || key === 'ArrowDown') {
      const by = key === 'ArrowDown' ? 1 : -1;
      if (view === 'month') move({ dueOn: plusDays(carried.dueOn, 7 * by) });
      else if (shiftKey) move({ minutes: longer(carried, by) });
      else move({ time: later(carried, by) });
    } else {
      if (key === 'Tab') giveUp();
      return false;
    }
    return true;
  };

  return { carried, said, pickUp, move, putDown, giveUp, onCarryKey };
}

/** Down from "all day" is the morning, up from midnight is "all day". */
function later({ time }: Standing, by: 1 | -1): string | null {
  if (time === null) return by === 1 ? MORNING : null;
  const next = minutesOf(time) + by * GRAIN;
  return next < 0 ? null : timeOf(next);
}

function longer({ minutes }: Standing, by: 1 | -1): number {
  return Math.max(GRAIN, Math.min(DAY_MINUTES / 2, minutes + by * GRAIN));
}
