import { type KeyboardEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Task } from '#shared/model/task.ts';

interface Actions {
  complete: (task: Task) => void;
  reschedule: (task: Task) => void;
}

/** Marks the button of a row that the arrows go to. */
const buttonOf = (list: Element | null | undefined, task: Task) =>
  list?.querySelector<HTMLElement>(`[data-task="${task.id}"]`);

/**
 * Keys of the task list: arrows move between rows, Space completes, R reschedules, Enter opens the customer. One row
 * at a time takes part in Tab, so that a long list is one stop.
 */
export function useRowKeys(tasks: readonly Task[], { complete, reschedule }: Actions) {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string>();
  const current = tasks.some((task) => task.id === chosen) ? chosen : tasks[0]?.id;

  const focusAt = (list: Element | null | undefined, index: number) => {
    const task = tasks[Math.max(0, Math.min(tasks.length - 1, index))];
    if (!task) return;
    setChosen(task.id);
    buttonOf(list, task)?.focus();
  };

  const onKeyDown = (task: Task, event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const list = event.currentTarget.closest('[data-tasks]');
    const onMark = event.currentTarget === buttonOf(list, task);
    const index = tasks.indexOf(task);
    if (event.key === 'ArrowDown') focusAt(list, index + 1);
    else if (event.key === 'ArrowUp') focusAt(list, index - 1);
    else if (event.key === 'Home') focusAt(list, 0);
    else if (event.key === 'End') focusAt(list, tasks.length - 1);
    else if (event.key.toLowerCase() === 'r') reschedule(task);
    else if (event.key === ' ' && onMark) {
      // The row will vanish: its neighbour takes the focus, so that Space, Space, Space works down the list.
      focusAt(list, index + 1 < tasks.length ? index + 1 : index - 1);
      complete(task);
    } else if (event.key === 'Enter' && onMark) void navigate(`/customers/${task.customerId}`);
    else return;
    event.preventDefault();
  };

  return { current, onFocus: (task: Task) => setChosen(task.id), onKeyDown };
}
