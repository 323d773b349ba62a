import { useEffect, useEffectEvent } from 'react';
import { useHost } from './host-context.tsx';
import { createIdleWatch } from './idle.ts';

/** What counts as somebody being there. A pointer that moves fires often: noticed once a second. */
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
const NOTICE_EVERY_MS = 1_000;
/** Timers of a sleeping machine and of a hidden page run late: looked at this often, and whenever either comes back. */
const LOOK_EVERY_MS = 15_000;

/** Locks after so many minutes without input, also when they passed in sleep. */
export function useIdleLock(minutes: number, lock: () => void): void {
  const { desktop } = useHost();
  const onIdle = useEffectEvent(lock);
  useEffect(() => {
    const watch = createIdleWatch(minutes * 60_000, {
      wall: () => Date.now(),
      steady: () => performance.now(),
    });
    const over = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let noticed = 0;

    const look = () => {
      clearTimeout(timer);
      if (over.signal.aborted) return;
      if (watch.left() === 0) onIdle();
      else timer = setTimeout(look, Math.min(watch.left(), LOOK_EVERY_MS));
    };
    const onInput = () => {
      const now = performance.now();
      if (now - noticed < NOTICE_EVERY_MS) return;
      noticed = now;
      if (!watch.touched()) onIdle();
    };
    for (const input of INPUTS) {
      window.addEventListener(input, onInput, { capture: true, passive: true, signal: over.signal });
    }
    document.addEventListener('visibilitychange', look, { signal: over.signal });
    const stopWake = desktop.onWake(look);
    look();
    return () => {
      over.abort();
      stopWake();
      clearTimeout(timer);
    };
  }, [desktop, minutes]);
}
