import { ReplicaError } from '../api/error.ts';
import type { Clock } from '../deps.ts';
import { backoff } from './backoff.ts';

export interface Loop {
  /**
   * Runs soon: now if idle, again after the present run if not. Cuts a back-off short, but not a time that the server
   * has asked to be left alone for.
   */
  trigger(): void;
  /** Resolves after a run that began at or after this call, whatever came of it. */
  round(): Promise<void>;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  clock: Clock;
  random(): number;
  /** False: runs only when asked. */
  automatic: boolean;
  /** Milliseconds between runs when nothing asks for one; absent: runs only when asked or after a failure. */
  every?: number;
  onResult(error: unknown): void;
}

/** One piece of work, never twice at a time, repeated with jittered back-off when it fails. */
export function createLoop(work: () => Promise<void>, options: LoopOptions): Loop {
  let failures = 0;
  /** Asked by the server to wait. */
  let sentAway = false;
  let stopped = false;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let cancel: () => void = () => undefined;

  async function run() {
    cancel();
    sentAway = false;
    let error: unknown;
    try {
      await work();
      failures = 0;
    } catch (caught) {
      error = caught;
      failures += 1;
    }
    if (stopped) return;
    options.onResult(error);
    const wait = error === undefined ? jittered(options.every) : waitAfter(error);
    sentAway = options.automatic && isBusy(error);
    if (options.automatic && wait !== undefined) cancel = options.clock.after(wait, () => void round());
  }

  /** What the server asked for at least, and up to half of it more: those sent away together do not come back together. */
  function waitAfter(error: unknown): number {
    const asked = error instanceof ReplicaError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
    if (isBusy(error)) return asked * (1 + options.random() / 2);
    return Math.max(asked, backoff(failures, options.random));
  }

  function jittered(milliseconds: number | undefined) {
    return milliseconds === undefined ? undefined : milliseconds * (0.8 + 0.4 * options.random());
  }

  function round(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (running === undefined) {
      running = run().finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running.then(() => {
      next = undefined;
      return round();
    });
    return next;
  }

  return {
    trigger() {
      if (!sentAway) void round();
    },
    round,
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof ReplicaError && error.code === 'busy';
}
