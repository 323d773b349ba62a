import type { KeyboardEvent } from 'react';
import { agenda } from '#renderer/features/agenda/public.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import type { Task } from '#shared/model/task.ts';
import type { AgendaItem } from './agenda-items.ts';

/** What keys do with a row. */
export interface RowActions {
  /** Space and D. */
  done: (item: AgendaItem) => void;
  /** S and R: another day, or later. */
  later: (item: AgendaItem) => void;
  /** T. */
  makeTask: (reminder: Reminder) => void;
  /** X. */
  cancel: (task: Task) => void;
  /** Enter. */
  open: (item: AgendaItem) => void;
}

/** Marks the button of a row that the arrows go to. */
export const buttonOf = (list: Element | null | undefined, item: AgendaItem) =>
  list?.querySelector<HTMLElement>(`[data-item="${item.id}"]`);

/**
 * Keys of the agenda: arrows move between rows, letters act on one. One row at a time takes part in Tab, so that a long
 * list is one stop, and it is still that one when somebody comes back.
 */
export function useRowKeys(items: readonly AgendaItem[], actions: RowActions) {
  const [chosen, setChosen] = agenda.useRemembered('today row', '');
  const current = items.some((item) => item.id === chosen) ? chosen : items[0]?.id;

  const focusAt = (list: Element | null | undefined, index: number) => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (!item) return;
    setChosen(item.id);
    buttonOf(list, item)?.focus();
  };

  /** The row will vanish: its neighbour takes the focus, so that D, D, D works down the list. */
  const leave = (list: Element | null | undefined, item: AgendaItem) => {
    const index = items.indexOf(item);
    focusAt(list, index + 1 < items.length ? index + 1 : index - 1);
  };

  const onKeyDown = (item: AgendaItem, event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const list = event.currentTarget.closest('[data-agenda]');
    const onMark = event.currentTarget === buttonOf(list, item);
    const index = items.indexOf(item);
    const key = event.key.toLowerCase();
    if (key === 'arrowdown') focusAt(list, index + 1);
    else if (key === 'arrowup') focusAt(list, index - 1);
    else if (key === 'home') focusAt(list, 0);
    else if (key === 'end') focusAt(list, items.length - 1);
    else if (key === 'd' || (key === ' ' && onMark)) {
      leave(list, item);
      actions.done(item);
    } else if (key === 's' || key === 'r') actions.later(item);
    else if (key === 't' && item.kind === 'reminder') {
      leave(list, item);
      actions.makeTask(item.reminder);
    } else if (key === 'x' && item.kind === 'task') actions.cancel(item.task);
    else if (key === 'enter' && onMark) actions.open(item);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    current,
    chosen,
    leave,
    onFocus: (item: AgendaItem) => {
      if (item.id !== chosen) setChosen(item.id);
    },
    onKeyDown,
  };
}
