import { createContext, use, useState } from 'react';

/** Where somebody was on the screens of the agenda: outlives leaving a screen and a lock, in memory only. */
export const RememberedContext = createContext<Map<string, unknown>>(new Map());

/** Like state that is still there when one comes back to the screen. The key is the screen's. */
export function useRemembered<T>(key: string, initial: T): [T, (value: T) => void] {
  const remembered = use(RememberedContext);
  const [value, setValue] = useState(() => (remembered.get(key) as T | undefined) ?? initial);
  return [
    value,
    (next) => {
      remembered.set(key, next);
      setValue(next);
    },
  ];
}
