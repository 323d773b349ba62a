import type { Logger } from 'pino';
import { z } from 'zod';
import type { Pool } from '../db/pool.ts';

/** Name of the row in `settings` that holds for a while, on every node. */
export const LOG_SETTING = 'log_level';

export const logLevel = z.enum(['error', 'warn', 'info', 'debug', 'trace']);
export type LogLevelName = z.infer<typeof logLevel>;

const setting = z.object({ level: logLevel, until: z.iso.datetime() });

/**
 * What a node logs: what it was started with, unless IT asked for another level for a while, or somebody at the machine
 * did by signal. More than usual never stays by being forgotten.
 */
export class LogLevel {
  readonly #logger: Logger;
  readonly #usual: string;
  #asked: { level: LogLevelName; until: Date } | undefined;
  #bySignal = false;

  constructor(logger: Logger) {
    this.#logger = logger;
    this.#usual = logger.level;
  }

  get current(): string {
    return this.#logger.level;
  }

  /** Turns `debug` on, and off again. */
  toggle(): void {
    this.#bySignal = !this.#bySignal;
    this.#apply(new Date());
  }

  /** Takes what the database says, at the start and every few seconds. A setting that is none counts for nothing. */
  async look(pool: Pool, now: Date): Promise<void> {
    const found = await pool.query<{ value: unknown }>('select value from settings where name = $1', [
      LOG_SETTING,
    ]);
    const { data } = setting.safeParse(found.rows[0]?.value);
    this.#asked = data && { level: data.level, until: new Date(data.until) };
    this.#apply(now);
  }

  #apply(now: Date): void {
    const asked = this.#asked !== undefined && this.#asked.until > now ? this.#asked.level : undefined;
    const level = this.#bySignal ? 'debug' : (asked ?? this.#usual);
    if (level === this.#logger.level) return;
    const before = this.#logger.level;
    this.#logger.level = level;
    this.#logger.warn({ before, level }, 'the log level changed');
  }
}
