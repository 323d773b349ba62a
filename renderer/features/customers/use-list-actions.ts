import type { Action } from '#renderer/ui/actions.ts';
import { useActions } from '#renderer/ui/use-actions.ts';

export interface ListActions {
  search(): void;
  /** Absent while nothing is filtered. */
  clear: (() => void) | undefined;
}

/** Keys that the list handles itself: the shortcut sheet tells of them. */
const gridKeys = [
  ['edit', 'F2'],
  ['choose', 'Space'],
  ['chooseAll', 'mod+A'],
] as const;

/** What can be done on the customer list, for the palette and the shortcut sheet. */
export function useListActions({ search, clear }: ListActions): void {
  useActions([
    {
      id: 'list-search',
      label: (words) => words.customers.list.search,
      group: 'screen',
      shortcut: '/',
      run: search,
    },
    {
      id: 'list-clear',
      label: (words) => words.customers.list.clear,
      group: 'screen',
      enabled: clear !== undefined,
      run: () => clear?.(),
    },
    ...gridKeys.map(
      ([name, shortcut]): Action => ({
        id: `list-${name}`,
        label: (words) => words.portfolio.action[name],
        group: 'screen',
        shortcut,
      }),
    ),
    { id: 'list-undo', label: (words) => words.commands.undo, group: 'screen', shortcut: 'mod+Z' },
  ]);
}
