import type { Clock } from '../deps.ts';
import { backoff } from './backoff.ts';

export interface Loop {
  /** Runs soon: now if idle, again after the present run if not. Cuts a back-off short. */
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
  let stopped = false;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let cancel: () => void = () => undefined;

  async function run() {
    cancel();
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
    const wait = error === undefined ? jittered(options.every) : backoff(failures, options.random);
    if (options.automatic && wait !== undefined) cancel = options.clock.after(wait, () => void round());
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
    trigger: () => void round(),
    round,
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
