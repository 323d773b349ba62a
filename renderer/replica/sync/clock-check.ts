/** Milliseconds by which a device's clock may differ from the server's before anybody is told: five minutes. */
export const CLOCK_TOLERANCE = 5 * 60_000;

/** Milliseconds by which two readings of one difference may differ: answers come more or less slowly. */
const SAME = 60_000;

/** When a question was asked and answered by this device's clock, and the time that the server gave, if it did. */
export interface HeardTime {
  asked: number;
  answered: number;
  server: number | undefined;
}

export interface ClockCheck {
  heard(time: HeardTime): void;
  /** The last answer that told the time agreed with this device. */
  isRight(): boolean;
  /** Milliseconds by which the last answer that told the time showed this device ahead; unknown before the first. */
  ahead(): number | undefined;
}

/**
 * Compares this device's clock with the server's at every answer. `tell` gets the milliseconds by which it is ahead
 * (behind: negative) once they are more than {@link CLOCK_TOLERANCE}, and `undefined` when it is right again. A slow
 * line is no wrong clock: only what the server's time is outside of the asking and the answering counts.
 */
export function createClockCheck(tell: (ahead: number | undefined) => void): ClockCheck {
  let last: number | undefined;
  let right = false;
  let seen: number | undefined;
  return {
    heard(time) {
      const ahead = aheadBy(time);
      if (ahead === undefined) return;
      seen = ahead;
      right = Math.abs(ahead) <= CLOCK_TOLERANCE;
      const next = right ? undefined : ahead;
      if (next === undefined ? last === undefined : last !== undefined && Math.abs(next - last) < SAME)
        return;
      last = next;
      tell(next);
    },
    isRight: () => right,
    ahead: () => seen,
  };
}

/** At least so many milliseconds; `undefined` where nothing can be said, because the clock was set meanwhile. */
function aheadBy({ asked, answered, server }: HeardTime): number | undefined {
  if (server === undefined || Number.isNaN(server) || answered < asked) return undefined;
  // The header has whole seconds.
  if (asked > server + 1000) return asked - server - 1000;
  return Math.min(0, answered - server);
}
