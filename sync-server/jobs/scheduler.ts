import type { FastifyBaseLogger } from 'fastify';
import { databaseFault } from '../db/faults.ts';

export interface Job {
  readonly name: string;
  /** Milliseconds between the end of one run and the start of the next. */
  readonly every: number;
  run(): Promise<unknown>;
}

/** Runs jobs again and again until stopped. A failed run is logged and tried again in its turn. */
export class Scheduler {
  readonly #jobs: readonly Job[];
  readonly #logger: FastifyBaseLogger;
  readonly #timers = new Map<Job, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  readonly #onRun: ((job: string, result: 'done' | 'failed') => void) | undefined;
  #stopped = false;

  constructor(
    jobs: readonly Job[],
    logger: FastifyBaseLogger,
    onRun?: (job: string, result: 'done' | 'failed') => void,
  ) {
    this.#jobs = jobs;
    this.#logger = logger;
    this.#onRun = onRun;
  }

  start(): void {
    for (const job of this.#jobs) this.#plan(job);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all(this.#running);
  }

  #plan(job: Job): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      const run: Promise<void> = this.#run(job).finally(() => {
        this.#running.delete(run);
        this.#plan(job);
      });
      this.#running.add(run);
    }, job.every);
    timer.unref();
    this.#timers.set(job, timer);
  }

  async #run(job: Job): Promise<void> {
    try {
      await job.run();
      this.#onRun?.(job.name, 'done');
    } catch (error) {
      this.#onRun?.(job.name, 'failed');
      this.#logger.warn({ job: job.name, fault: databaseFault(error) ?? 'unknown' }, 'a job failed');
    }
  }
}
