import { HttpError } from '../http/http-error.ts';

/** Replicas that a node compares at a time: each costs a look at every document in its scope. */
const AT_ONCE = 4;
/** Milliseconds after which a replica that has not asked again counts as gone. */
const LEASE = 20_000;
/** Milliseconds for which somebody who was sent away counts as waiting. */
const PATIENCE = 120_000;
/** Milliseconds that a comparison is taken for before the first has ended, and the share of the newest in the mean. */
const FIRST_GUESS = 2_000;
const NEWEST = 0.2;
/** Seconds. */
const SHORTEST = 1;
const LONGEST = 60;

interface Lease {
  readonly since: number;
  seen: number;
}

/**
 * Lets a few replicas in to be compared and sends the others away for about as long as those before them take. After a
 * restore every device of the bank comes at once, while its users go on working. Per node.
 */
export class Admission {
  readonly #clock: () => Date;
  readonly #atOnce: number;
  readonly #inside = new Map<string, Lease>();
  readonly #waiting = new Map<string, number>();
  #mean = FIRST_GUESS;

  constructor(clock: () => Date, atOnce: number = AT_ONCE) {
    this.#clock = clock;
    this.#atOnce = atOnce;
  }

  /** Lets a device in, or goes on with one that is in. Throws `busy` with `retryAfterSeconds`. */
  enter(deviceId: string): void {
    const now = this.#clock().getTime();
    this.#forget(now);
    const own = this.#inside.get(deviceId);
    if (own) {
      own.seen = now;
      return;
    }
    if (this.#inside.size >= this.#atOnce) {
      this.#waiting.set(deviceId, now);
      const seconds = Math.ceil((this.#mean * this.#waiting.size) / this.#atOnce / 1000);
      throw new HttpError('busy', 'other replicas are being compared', {
        retryAfterSeconds: Math.min(LONGEST, Math.max(SHORTEST, seconds)),
      });
    }
    this.#waiting.delete(deviceId);
    this.#inside.set(deviceId, { since: now, seen: now });
  }

  /** It is done, or has failed. */
  leave(deviceId: string): void {
    const own = this.#inside.get(deviceId);
    if (!own) return;
    this.#mean += NEWEST * (this.#clock().getTime() - own.since - this.#mean);
    this.#inside.delete(deviceId);
  }

  #forget(now: number): void {
    // A clock that was set back frees what was taken in the future, too.
    const isOver = (at: number, after: number) => Math.abs(now - at) > after;
    for (const [id, { seen }] of this.#inside) if (isOver(seen, LEASE)) this.#inside.delete(id);
    for (const [id, at] of this.#waiting) if (isOver(at, PATIENCE)) this.#waiting.delete(id);
  }
}
