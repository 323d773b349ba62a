/** Whether something that takes long still moves. */
export interface ProgressWatch {
  /** Aborted when nothing has moved for too long, and when the one who began it wants no more of it. */
  readonly signal: AbortSignal;
  moved(): void;
  stop(): void;
}

/** @param patience milliseconds without any progress: a line that is slow is left alone, one that is dead is not waited for */
export function watchProgress(patience: number, unwanted: AbortSignal): ProgressWatch {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), patience);
  let stopped = false;
  return {
    signal: AbortSignal.any([unwanted, stalled.signal]),
    moved() {
      // A timer that was cleared would begin anew.
      if (!stopped) timer.refresh();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** What comes of some work, or a rejection as soon as a signal is aborted: not everything that waits listens to one. */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Error('aborted'));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  }
}
