import { Worker } from 'node:worker_threads';
import { type Bundle, bundleDevice } from './bundle.ts';
import type { Done, Job, WorkerInput } from './jobs.ts';
import { type Patch, smallPages } from './patches.ts';
import { type Databases, openDatabases } from './postgres.ts';

export interface PoolOptions {
  workers: number;
  /** Defects that runs may have. */
  patches?: readonly Patch[];
  /** A PostgreSQL that runs already. */
  databaseUrl?: string | undefined;
}

/** Workers that carry out runs, each with a database and nodes of its own. */
export class Pool {
  readonly #databases: Databases;
  readonly #bundle: Bundle;
  readonly #workers: RunWorker[] = [];
  readonly #idle: RunWorker[] = [];
  readonly #waiting: ((worker: RunWorker) => void)[] = [];

  private constructor(databases: Databases, bundle: Bundle) {
    this.#databases = databases;
    this.#bundle = bundle;
  }

  static async open({ workers, patches = [], databaseUrl }: PoolOptions): Promise<Pool> {
    const all = [...smallPages, ...patches];
    const databases = await openDatabases(workers, databaseUrl);
    try {
      const bundle = await bundleDevice(all);
      const pool = new Pool(databases, bundle);
      const started = databases.urls.map((url) =>
        RunWorker.start({ databaseUrl: url, bundle: bundle.url.href, patches: all }),
      );
      for (const worker of await Promise.all(started)) {
        pool.#workers.push(worker);
        pool.#idle.push(worker);
      }
      return pool;
    } catch (error) {
      await databases.drop();
      throw error;
    }
  }

  /** Carries out `work` on a worker that nobody else has meanwhile. */
  async with<T>(work: (run: (job: Job) => Promise<Done>) => Promise<T>): Promise<T> {
    const worker = this.#idle.pop() ?? (await new Promise<RunWorker>((take) => this.#waiting.push(take)));
    try {
      return await work((job) => worker.run(job));
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(worker);
      else next(worker);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.end()));
    await this.#bundle.remove();
    await this.#databases.drop();
  }
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
