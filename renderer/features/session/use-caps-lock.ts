import { type KeyboardEvent, useState } from 'react';

/** Watches Caps Lock while a password is typed: keyboards without a lamp are common at counters. */
export function useCapsLock() {
  const [on, setOn] = useState(false);
  const watch = (event: KeyboardEvent) => setOn(event.getModifierState('CapsLock'));
  return { on, handlers: { onKeyDown: watch, onKeyUp: watch, onBlur: () => setOn(false) } };
}
