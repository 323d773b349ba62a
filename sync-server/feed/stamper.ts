import type pg from 'pg';
import type { Logger } from 'pino';
import { databaseFault } from '../db/faults.ts';
import { createClient } from '../db/pool.ts';
import { PREPARE, type StampResult, stampBatch } from './stamp-batch.ts';
import { stampOneByOne } from './stamp-one-by-one.ts';

/** Held by the connection of the one stamper that works; it goes when that connection does. */
const SESSION_LOCK = 7_302_002;
const BUSY_TICK = 15;
const IDLE_TICK = 40;
const BATCH = 100_000;

export interface StamperOptions {
  readonly databaseUrl: string;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly onStamped?: (result: StampResult) => void;
  /** How long another node's stamper is left alone before trying again, in milliseconds. */
  readonly takeOverEvery?: number;
}

/**
 * Every node runs one of these; the lock lets one work. It puts committed changes on the feed about every 15 ms
 * while there are any, and looks less often while there are none.
 */
export class Stamper {
  readonly #options: StamperOptions;
  #client: pg.Client | undefined;
  #running: Promise<void> | undefined;
  #stopping = false;
  #leading = false;
  #wake: (() => void) | undefined;

  constructor(options: StamperOptions) {
    this.#options = options;
  }

  /** Whether this node's stamper is the one that works. */
  get leading(): boolean {
    return this.#leading;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** There may be something to do: look at once. */
  nudge(): void {
    if (this.#leading) this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#lead();
      } catch (error) {
        this.#options.logger.warn(
          { fault: databaseFault(error) ?? 'unknown' },
          'the stamper lost its connection',
        );
      }
      this.#leading = false;
      await this.#client?.end().catch(() => undefined);
      this.#client = undefined;
      if (!this.#stopping) await this.#sleep(this.#options.takeOverEvery ?? 500);
    }
  }

  /** Waits for the lock, then stamps until stopped. Throws when the connection breaks. */
  async #lead(): Promise<void> {
    const client = createClient(this.#options.databaseUrl, 'branchline stamper');
    this.#client = client;
    await client.connect();
    while (!this.#stopping) {
      const got = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
        SESSION_LOCK,
      ]);
      if (got.rows[0]?.got) break;
      await this.#sleep(this.#options.takeOverEvery ?? 500);
    }
    if (this.#stopping) return;
    await client.query(PREPARE);
    this.#leading = true;
    let idle = BUSY_TICK;
    while (!this.#stopping) {
      const began = performance.now();
      const waiting = await client.query('select 1 from change_log order by seq limit 1');
      if (waiting.rowCount === 0) {
        idle = Math.min(IDLE_TICK, idle + 1);
        await this.#sleep(idle);
        continue;
      }
      await this.#stamp(client);
      idle = BUSY_TICK;
      await this.#sleep(Math.max(0, BUSY_TICK - (performance.now() - began)));
    }
  }

  async #stamp(client: pg.Client): Promise<void> {
    let result: StampResult;
    try {
      result = await stampBatch(client, BATCH, this.#options.clock());
    } catch (error) {
      if (databaseFault(error) === 'unavailable') throw error;
      this.#options.logger.error(
        { fault: databaseFault(error) ?? 'unknown' },
        'a batch could not be stamped whole',
      );
      result = await stampOneByOne(client, this.#options.clock());
    }
    if (result.deadLetters > 0) {
      this.#options.logger.error({ deadLetters: result.deadLetters }, 'changes could not be put on the feed');
    }
    this.#options.onStamped?.(result);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }
}
