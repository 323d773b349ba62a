import type { Pool } from '../db/pool.ts';

export interface FeedState {
  /** How long the oldest pending change has been seen waiting, in seconds. */
  readonly lagSeconds: number;
  readonly deadLetters: number;
}

/**
 * Measures the feed from outside: a change log whose oldest row stays the same is not being stamped, whichever
 * node should do it. Rows carry no time of their own, so the watch notes when it first saw the oldest one.
 */
export class FeedWatch {
  readonly #pool: Pool;
  readonly #now: () => number;
  #oldest: number | undefined;
  #since = 0;

  constructor(pool: Pool, now: () => number = () => performance.now()) {
    this.#pool = pool;
    this.#now = now;
  }

  async look(): Promise<FeedState> {
    const found = await this.#pool.query<{ oldest: number | null; dead: number }>(
      `select (select min(seq) from change_log) as oldest, (select count(*) from feed_dead_letters) as dead`,
    );
    const oldest = found.rows[0]?.oldest ?? undefined;
    if (oldest !== this.#oldest) {
      this.#oldest = oldest;
      this.#since = this.#now();
    }
    const lagSeconds = oldest === undefined ? 0 : (this.#now() - this.#since) / 1000;
    return { lagSeconds, deadLetters: found.rows[0]?.dead ?? 0 };
  }
}
