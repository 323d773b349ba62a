import { useEffect, useEffectEvent } from 'react';
import { isKeyOfText, isTyping, matchesShortcut } from './shortcut.ts';

interface Registration {
  readonly shortcut: string;
  run(): void;
}

const registrations: Registration[] = [];

/** The latest to come answers: a page goes before the frame around it, as with commands. */
function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const found = registrations.findLast(
    ({ shortcut }) => matchesShortcut(shortcut, event) && (!isKeyOfText(shortcut) || !isTyping(event.target)),
  );
  if (found === undefined) return;
  event.preventDefault();
  found.run();
}

function register(registration: Registration): () => void {
  if (registrations.length === 0) document.addEventListener('keydown', dispatch);
  registrations.push(registration);
  return () => {
    registrations.splice(registrations.indexOf(registration), 1);
    if (registrations.length === 0) document.removeEventListener('keydown', dispatch);
  };
}

/**
 * Runs `handler` on a shortcut such as `mod+K`, `alt+L` or `/` anywhere on the page. Keys that write or edit text rest
 * while somebody types; a handled key goes no further.
 */
export function useShortcut(shortcut: string, handler: () => void, enabled = true): void {
  const onMatch = useEffectEvent(handler);
  useEffect(() => {
    if (!enabled) return;
    return register({ shortcut, run: () => onMatch() });
  }, [shortcut, enabled]);
}
