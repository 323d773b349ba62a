import { useEffect, useEffectEvent } from 'react';
import {
  cameFromReader,
  type KeyTime,
  lastRun,
  namesOne,
  readScan,
  type Scanned,
} from '#shared/domain/scan.ts';

/** The longest that a reader writes is a card's two tracks. */
const MOST_KEYS = 200;

export interface Read {
  readonly scanned: Scanned;
  /** When the first of its keys went down, by `performance.now()`: what was typed before stays. */
  readonly since: number;
}

/**
 * Notices a reader (a keyboard wedge) wherever the focus is: keys faster than any hand, ended by Enter or Tab, that make
 * a number. Its Enter then goes nowhere else, so that it can neither open what was found for another text nor save
 * a form. A reader that writes into a form's own number field is left alone.
 */
export function useReader(onRead: (read: Read) => void): void {
  const handle = useEffectEvent(onRead);
  useEffect(() => {
    let keys: KeyTime[] = [];
    const onKeyDown = (event: KeyboardEvent) => {
      const sign = signOf(event);
      if (sign !== undefined) {
        keys.push({ sign, at: event.timeStamp });
        if (keys.length > MOST_KEYS) keys = keys.slice(-MOST_KEYS);
        return;
      }
      // Shift goes down between the signs of a stripe.
      if (event.key !== 'Enter' && event.key !== 'Tab') return;
      const run = lastRun(keys);
      const last = run.at(-1);
      keys = [];
      if (last === undefined || event.timeStamp - last.at > 150 || !cameFromReader(run)) return;
      const scanned = readScan(run.map((key) => key.sign).join(''));
      if ((!namesOne(scanned) && scanned.kind !== 'misread') || isFieldOfForm(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      handle({ scanned, since: run[0]?.at ?? last.at });
    };
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

/** The sign that a key wrote. With an input method on, `key` is "Process", and the key's place says which it was. */
function signOf({ key, code, ctrlKey, altKey, metaKey }: KeyboardEvent): string | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  if ([...key].length === 1) return key;
  if (key !== 'Process' && key !== 'Unidentified') return undefined;
  return /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? /^Key([A-Z])$/.exec(code)?.[1];
}

function isFieldOfForm(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.dataset.home === undefined;
}
