import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LiveClientOptions, LiveKind } from './live-clients.ts';
import type { Connect, Told } from './live-process.ts';

/** Clients that are live at once, in processes of their own, and when each document came to each of them. */
export class LiveGroup {
  readonly #processes: ChildProcess[];
  readonly #arrivals = new Map<string, number[]>();

  constructor(processes = 2) {
    this.#processes = Array.from({ length: processes }, () =>
      fork(new URL('./live-process.ts', import.meta.url)),
    );
    for (const process of this.#processes) {
      process.on('message', (told: Told) => {
        if (!('seen' in told)) return;
        for (const [id, at] of told.seen) this.#arrivals.set(id, [...(this.#arrivals.get(id) ?? []), at]);
      });
    }
  }

  get pids(): number[] {
    return this.#processes.map(({ pid }) => pid ?? 0);
  }

  /** Connects these clients besides those that are; returns how many are live. */
  async connect(kind: LiveKind, clients: readonly LiveClientOptions[]): Promise<number> {
    const live = await Promise.all(
      this.#processes.map(async (process, index) => {
        const own = clients.filter((_, number) => number % this.#processes.length === index);
        const answered = new Promise<number>((resolve, reject) => {
          const onTold = (told: Told) => {
            if (!('live' in told)) return;
            process.off('message', onTold);
            resolve(told.live);
          };
          process.on('message', onTold);
          process.once('exit', () => reject(new Error('the clients ended')));
        });
        process.send({ kind, clients: own } satisfies Connect);
        return answered;
      }),
    );
    return live.reduce((sum, count) => sum + count, 0);
  }

  /** When a document came to each client that has it, in milliseconds of `now()`. */
  arrivals(documentId: string): readonly number[] {
    return this.#arrivals.get(documentId) ?? [];
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#processes.map(async (process) => {
        if (process.exitCode !== null) return;
        const ended = once(process, 'exit');
        process.disconnect();
        await ended;
      }),
    );
  }
}
