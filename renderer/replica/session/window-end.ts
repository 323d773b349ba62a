import type { Clock } from '../deps.ts';

/** Milliseconds: no timer takes a month. */
const LONGEST = 12 * 3_600_000;

/**
 * Calls back when a moment has come, by the time that passes and not by the clock: one that is set back while somebody is at
 * work gives them no minute more, and one that jumps ahead ends nothing while the server can still be reached.
 */
export function countDownTo(clock: Clock, end: number, onEnd: () => void): () => void {
  let left = end - clock.now();
  let cancel: () => void = () => undefined;
  function step() {
    if (left <= 0) return onEnd();
    const wait = Math.min(left, LONGEST);
    left -= wait;
    cancel = clock.after(wait, step);
  }
  step();
  return () => cancel();
}
