import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { type Action, currentActions, onActionsChange, registerActions } from './actions.ts';
import { registerShortcut } from './use-shortcut.ts';

/**
 * A screen offers what can be done on it: keys, palette and shortcut sheet are made from this, so that none of them
 * forgets one. May be written inline: it registers anew only when ids, keys or what is enabled change.
 */
export function useActions(actions: readonly Action[], place: 'screen' | 'frame' = 'screen'): void {
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  const shape = actions
    .map(({ id, group, shortcut, shown, run, enabled }) =>
      [id, group, shortcut, shown, run !== undefined, enabled !== false].join(' '),
    )
    .join('\n');

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when the actions are others.
  useEffect(() => {
    const offered = latest.current
      .filter(({ enabled }) => enabled !== false)
      .map((action) => {
        if (action.run === undefined) return action;
        // A later render may have closed over other values: the latest is asked.
        return { ...action, run: () => latest.current.find(({ id }) => id === action.id)?.run?.() };
      });
    const undo = [registerActions(offered, place)];
    for (const { shortcut, run } of offered) {
      if (shortcut !== undefined && run !== undefined)
        undo.push(registerShortcut({ shortcut, run: () => void run() }, place));
    }
    return () => {
      for (const stop of undo) stop();
    };
  }, [shape, place]);
}

/** What can be done now, for the palette and the sheet. */
export function useCurrentActions(): readonly Action[] {
  return useSyncExternalStore(onActionsChange, currentActions);
}
