import { HttpError } from '../http/http-error.ts';

interface Failures {
  count: number;
  lastAt: number;
  /** Since the last failure somebody has been told to wait. */
  told: boolean;
}

const FORGET_AFTER = 15 * 60_000;
const LONGEST = 5 * 60_000;

/**
 * Slows down guessing: after a number of failures each further one doubles the wait. Counted per name and per
 * address, because either alone can be spread. In memory: a node counts for itself.
 */
export class SignInThrottle {
  readonly #now: () => number;
  readonly #byKey = new Map<string, Failures>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Throws `rate_limited` while one of the two has to wait. */
  check(username: string, address: string): void {
    const wait = Math.max(this.#wait(`name ${username}`, 5), this.#wait(`address ${address}`, 30));
    if (wait > 0) {
      throw new HttpError('rate_limited', 'too many failed sign-ins', {
        retryAfterSeconds: Math.ceil(wait / 1000),
      });
    }
  }

  /** Whether this is the first refusal of the wait that {@link check} has just refused by. */
  isNews(username: string, address: string): boolean {
    const waiting = [this.#byKey.get(`name ${username}`), this.#byKey.get(`address ${address}`)];
    const known = waiting.filter((one) => one !== undefined);
    const news = known.some(({ told }) => !told);
    for (const one of known) one.told = true;
    return news;
  }

  failed(username: string, address: string): void {
    this.#count(`name ${username}`);
    this.#count(`address ${address}`);
  }

  succeeded(username: string): void {
    this.#byKey.delete(`name ${username}`);
  }

  #wait(key: string, free: number): number {
    const failures = this.#byKey.get(key);
    if (!failures || failures.count < free) return 0;
    const delay = Math.min(LONGEST, 1000 * 2 ** (failures.count - free));
    return failures.lastAt + delay - this.#now();
  }

  #count(key: string): void {
    const now = this.#now();
    const failures = this.#byKey.get(key);
    const count = failures && now - failures.lastAt < FORGET_AFTER ? failures.count + 1 : 1;
    this.#byKey.set(key, { count, lastAt: now, told: false });
    if (this.#byKey.size > 10_000) this.#forget(now);
  }

  #forget(now: number): void {
    for (const [key, failures] of this.#byKey) {
      if (now - failures.lastAt > FORGET_AFTER) this.#byKey.delete(key);
    }
    // Names made up by an attacker must not fill the memory: the oldest go first.
    for (const key of this.#byKey.keys()) {
      if (this.#byKey.size <= 10_000) break;
      this.#byKey.delete(key);
    }
  }
}
