import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { Action } from '#renderer/ui/actions.ts';
import { useActions } from '#renderer/ui/use-actions.ts';
import { belongsToInputMethod } from './typing.ts';

/** What the keys of the screen do now; absent: the key does nothing here. */
interface CounterKeys {
  next: () => void;
  log: (() => void) | undefined;
  unmask: (() => void) | undefined;
  correct: (() => void) | undefined;
}

/**
 * Esc, Ctrl+Enter, Ctrl+M and Ctrl+Z of the counter. They work while somebody types, for somebody always does; a form
 * in front that has used a key, and whatever lies beside the screen, keep theirs.
 */
export function useCounterKeys(page: RefObject<HTMLElement | null>, keys: CounterKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || belongsToInputMethod(event, Number.NEGATIVE_INFINITY)) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const run = keyOf(event.key, ctrl, keys);
    if (run === undefined || !isHere(page.current, event.target)) return;
    event.preventDefault();
    run();
  });
  // For the palette and the shortcut sheet; the keys themselves are handled here, for somebody always types.
  useActions([
    ...offered('counter.next', 'next', 'Esc', keys.next),
    ...offered('counter.log', 'log', 'mod+Enter', keys.log),
    ...offered('counter.unmask', 'show', 'mod+M', keys.unmask),
    ...offered('counter.correct', 'correct', 'mod+Z', keys.correct),
  ]);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function offered(
  id: string,
  word: 'next' | 'log' | 'show' | 'correct',
  shown: string,
  run: (() => void) | undefined,
): Action[] {
  return run === undefined
    ? []
    : [{ id, label: ({ counter }) => counter.keys[word], group: 'screen', shown, run }];
}

function keyOf(key: string, ctrl: boolean, keys: CounterKeys): (() => void) | undefined {
  if (key === 'Escape') return ctrl ? undefined : keys.next;
  if (!ctrl) return undefined;
  if (key === 'Enter') return keys.log;
  if (key === 'm' || key === 'M') return keys.unmask;
  return key === 'z' ? keys.correct : undefined;
}

function isHere(page: HTMLElement | null, target: EventTarget | null): boolean {
  return page !== null && target instanceof Node && (page.contains(target) || target.contains(page));
}
