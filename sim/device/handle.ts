import { Worker } from 'node:worker_threads';
import { within } from '../world/within.ts';
import type { Command, Envelope, Report } from './commands.ts';

/** A thread in which devices live, one after the other. */
export class DeviceThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (report: Report) => void>();
  #ids = 0;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', ({ id, report }: { id: number; report: Report }) => {
      const resolve = this.#waiting.get(id);
      this.#waiting.delete(id);
      resolve?.(report);
    });
  }

  /** `bundle`: the device's program, built by `run/bundle.ts`. */
  static async start(bundle: URL): Promise<DeviceThread> {
    const worker = new Worker(bundle, { execArgv: [] });
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
    });
    worker.on('error', (error) => {
      throw error;
    });
    return new DeviceThread(worker);
  }

  /** Resolves when nothing moves on the device any more. */
  async obey(now: number, command: Command): Promise<Report> {
    this.#ids += 1;
    const id = this.#ids;
    const answered = new Promise<Report>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, now, command } satisfies Envelope);
    });
    const report = await within(answered, `a device over ${command.kind}`);
    if (report.fault !== undefined) throw new Error(`${command.kind}: ${report.fault}`);
    return report;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
