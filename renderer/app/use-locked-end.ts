import { useEffect, useEffectEvent } from 'react';
import type { Phase } from './gate.ts';

const HOUR_MS = 3_600_000;
/** Looked at by the wall clock: a timer of hours runs late on a machine that sleeps. */
const LOOK_EVERY_MS = 60_000;

/** A locked session goes on in the background for as long as the bank allows, then it is signed out. */
export function useLockedEnd(phase: Phase, leave: () => void): void {
  const onEnd = useEffectEvent(leave);
  const end = phase.name === 'locked' ? phase.since + phase.session.policy.lockedHours * HOUR_MS : undefined;
  useEffect(() => {
    if (end === undefined) return;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const left = end - Date.now();
      if (left <= 0) onEnd();
      else timer = setTimeout(look, Math.min(left, LOOK_EVERY_MS));
    };
    look();
    return () => clearTimeout(timer);
  }, [end]);
}
