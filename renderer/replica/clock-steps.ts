import type { Clock } from './deps.ts';

/** Milliseconds between two looks at the clock, and by how many it moves in one only when somebody sets it. */
const EVERY = 2_000;
const STEP = 30_000;

/**
 * Calls back when the clock was set, or the machine slept, which looks the same: when it parts from `even`, a count of
 * milliseconds that runs whatever the clock says. Returns how to stop.
 */
export function watchClock(clock: Clock, even: () => number, onStep: () => void): () => void {
  const apart = () => clock.now() - even();
  let before = apart();
  let cancel: () => void;
  function look() {
    const stepped = Math.abs(apart() - before) > STEP;
    before = apart();
    cancel = clock.after(EVERY, look);
    if (stepped) onStep();
  }
  cancel = clock.after(EVERY, look);
  return () => cancel();
}
