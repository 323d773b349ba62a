import { useEffect, useEffectEvent } from 'react';
import { isInDialog, isKeyOfText, isTyping, matchesShortcut } from './shortcut.ts';

interface Registration {
  readonly shortcut: string;
  run(): void;
}

const registrations: Registration[] = [];

/** The latest to come answers: a page goes before the frame around it, as with commands. */
function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const found = registrations.findLast(
    ({ shortcut }) =>
      matchesShortcut(shortcut, event) &&
      (!isKeyOfText(shortcut) || (!isTyping(event.target) && !isInDialog(event.target))),
  );
  if (found === undefined) return;
  event.preventDefault();
  found.run();
}

/** Those of the frame stand behind those of a screen, also when both come at once, as after a lock. */
export function registerShortcut(registration: Registration, place: 'screen' | 'frame'): () => void {
  if (registrations.length === 0) document.addEventListener('keydown', dispatch);
  if (place === 'screen') registrations.push(registration);
  else registrations.unshift(registration);
  return () => {
    registrations.splice(registrations.indexOf(registration), 1);
    if (registrations.length === 0) document.removeEventListener('keydown', dispatch);
  };
}

/**
 * Runs `handler` on a shortcut such as `mod+K`, `alt+L` or `/` anywhere on the page. Keys that write or edit text rest
 * while somebody types; a handled key goes no further. For keys that mean nothing by themselves; what can be done on a
 * screen is offered with `useActions`, which brings its keys along.
 */
export function useShortcut(shortcut: string, handler: () => void, enabled: boolean | 'frame' = true): void {
  const onMatch = useEffectEvent(handler);
  useEffect(() => {
    if (enabled === false) return;
    return registerShortcut({ shortcut, run: () => onMatch() }, enabled === 'frame' ? 'frame' : 'screen');
  }, [shortcut, enabled]);
}
