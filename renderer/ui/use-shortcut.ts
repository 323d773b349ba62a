import { useEffect, useEffectEvent } from 'react';
import { isTyping, matchesShortcut } from './shortcut.ts';

/**
 * Runs `handler` on a shortcut such as `mod+K`, `alt+L` or `/` anywhere on the page. Without a modifier it rests
 * while somebody types; a handled key goes no further.
 */
export function useShortcut(shortcut: string, handler: () => void, enabled = true): void {
  const onMatch = useEffectEvent(handler);
  useEffect(() => {
    if (!enabled) return;
    const plain = !/mod\+|alt\+/i.test(shortcut);
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !matchesShortcut(shortcut, event)) return;
      if (plain && isTyping(event.target)) return;
      event.preventDefault();
      onMatch();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [shortcut, enabled]);
}
