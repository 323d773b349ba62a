import { Worker } from 'node:worker_threads';
import { planOf, type Step } from '../steps/plan.ts';
import { bundleDevice } from './bundle.ts';
import type { Done, Failure, Job, WorkerInput } from './jobs.ts';
import { type Patch, smallPages } from './patches.ts';
import { openDatabases } from './postgres.ts';

export interface CampaignOptions {
  /** Runs, in this order. */
  runs: readonly { seed: number; steps: readonly Step[] }[];
  workers: number;
  /** A defect planted on purpose. */
  patches?: readonly Patch[];
  /** Milliseconds for leaving steps out of a run that fails. */
  shrinkFor?: number;
  /** Runs after which the same is run once more, for the same trace. */
  twiceEvery?: number;
  stopAtFailure?: boolean;
  /** A PostgreSQL that runs already. */
  databaseUrl?: string;
  strict?: boolean;
  onDone?(done: Done): void;
}

export interface CampaignReport {
  seeds: number;
  steps: number;
  edits: number;
  lostAcknowledged: number;
  unaware: number;
  failures: Failure[];
}

export function plansOf(first: number, count: number, steps: number): CampaignOptions['runs'] {
  return Array.from({ length: count }, (_, index) => ({
    seed: first + index,
    steps: planOf(first + index, steps),
  }));
}

/** Carries out runs on several workers, each with a database and nodes of its own. */
export async function campaign(options: CampaignOptions): Promise<CampaignReport> {
  const patches = [...smallPages, ...(options.patches ?? [])];
  const count = Math.max(1, Math.min(options.workers, options.runs.length));
  const report: CampaignReport = {
    seeds: 0,
    steps: 0,
    edits: 0,
    lostAcknowledged: 0,
    unaware: 0,
    failures: [],
  };
  const waiting = options.runs.map((run, index) => ({ ...run, index }));
  const databases = await openDatabases(count, options.databaseUrl);
  const bundle = await bundleDevice(patches).catch(async (error: unknown) => {
    await databases.drop();
    throw error;
  });
  try {
    await Promise.all(
      databases.urls.map(async (databaseUrl) => {
        const input: WorkerInput = {
          databaseUrl,
          bundle: bundle.url.href,
          patches,
          strict: options.strict ?? false,
        };
        const worker = await RunWorker.start(input);
        try {
          for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            const { seed, steps, index } = next;
            const twice = options.twiceEvery !== undefined && index % options.twiceEvery === 0;
            const done = await worker.run({ seed, steps, twice, shrinkFor: options.shrinkFor ?? 0 });
            report.seeds += 1;
            report.steps += steps.length;
            report.edits += done.edits.saved;
            report.lostAcknowledged += done.edits.lostAcknowledged;
            report.unaware += done.edits.unaware;
            if (done.failure !== undefined) report.failures.push(done.failure);
            options.onDone?.(done);
            if (done.failure !== undefined && options.stopAtFailure === true) waiting.splice(0);
          }
        } finally {
          await worker.end();
        }
      }),
    );
  } finally {
    await bundle.remove();
    await databases.drop();
  }
  return report;
}

/** A thread that carries out one run after the other. */
class RunWorker {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  static async start(input: WorkerInput): Promise<RunWorker> {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: input, execArgv: [] });
    const started = new RunWorker(worker);
    await started.#next();
    return started;
  }

  async run(job: Job): Promise<Done> {
    this.#worker.postMessage(job);
    const { done, fault } = await this.#next();
    if (done === undefined) throw new Error(fault ?? 'a worker said nothing');
    return done;
  }

  async end(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#worker.postMessage('end');
    const late = setTimeout(() => void this.#worker.terminate(), 10_000);
    await ended;
    clearTimeout(late);
  }

  #next(): Promise<{ done?: Done; fault?: string }> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#worker.off('message', onMessage);
        this.#worker.off('error', onError);
      };
      const onMessage = (message: { done?: Done; fault?: string }) => {
        stop();
        resolve(message);
      };
      const onError = (error: Error) => {
        stop();
        reject(error);
      };
      this.#worker.on('message', onMessage);
      this.#worker.on('error', onError);
    });
  }
}
