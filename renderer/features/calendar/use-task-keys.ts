import type { KeyboardEvent } from 'react';
import type { Task } from '#shared/model/task.ts';
import type { useCarry } from './use-carry.ts';

interface Options {
  carry: ReturnType<typeof useCarry>;
  complete: (task: Task) => void;
  cancel: (task: Task) => void;
}

/** Keys of a task in the calendar: Space picks it up, arrows go to its neighbours, Enter opens it, C completes, X calls off. */
export function useTaskKeys({ carry, complete, cancel }: Options) {
  return (task: Task, event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (carry.carried !== null) {
      if (carry.onCarryKey(event)) event.preventDefault();
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === ' ' && task.status === 'open') carry.pickUp(task, 'keys');
    else if (key === 'x' && task.status === 'open') cancel(task);
    else if (key === 'c' && task.status === 'open') complete(task);
    else if (key === 'ArrowDown' || key === 'ArrowRight') neighbour(event, 1);
    else if (key === 'ArrowUp' || key === 'ArrowLeft') neighbour(event, -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function neighbour({ currentTarget }: KeyboardEvent, by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-calendar] [data-task]')];
  all.find((_, index) => all[index - by] === currentTarget)?.focus();
}
