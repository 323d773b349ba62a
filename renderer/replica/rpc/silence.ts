import type { Unsubscribe } from '../api/replica.ts';

/** Milliseconds of a beat at most; a short patience has beats of its own. */
const LONGEST_BEAT = 1_000;
/** Beats of which a patience consists at least: one that comes late must not be all of it. */
const FEWEST_BEATS = 4;

export interface Silence {
  /** Something was heard: it is counted from the beginning. */
  sign(): void;
  stop: Unsubscribe;
}

export interface SilenceOptions {
  /** Milliseconds of a beat. */
  every?: number;
  /** At each beat but the last. */
  onBeat?(): void;
}

/**
 * Calls back, once, after so many milliseconds in which nothing was heard. They are counted in beats of an interval and not
 * by a clock: Windows counts the time for which a machine slept, and a time-out that fell into it would be over on waking,
 * before the answer that is there can be read. A sleep is one beat, however long it was.
 */
export function watchSilence(
  milliseconds: number,
  onSilent: () => void,
  { every = Math.min(LONGEST_BEAT, milliseconds / FEWEST_BEATS), onBeat }: SilenceOptions = {},
): Silence {
  let beats = 0;
  const timer = setInterval(() => {
    beats += 1;
    if (beats * every < milliseconds) {
      onBeat?.();
      return;
    }
    clearInterval(timer);
    onSilent();
  }, every);
  return {
    sign: () => {
      beats = 0;
    },
    stop: () => clearInterval(timer),
  };
}

/** As `AbortSignal.timeout`, for a machine that may sleep meanwhile. `stop` when what it is for has ended. */
export function abortAfter(milliseconds: number): { signal: AbortSignal; stop: Unsubscribe } {
  const abort = new AbortController();
  const silence = watchSilence(milliseconds, () => abort.abort(new DOMException('too late', 'TimeoutError')));
  return { signal: abort.signal, stop: silence.stop };
}
