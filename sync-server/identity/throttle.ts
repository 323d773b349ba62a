import { HttpError } from '../http/http-error.ts';

interface Failures {
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly lastAt: number;
}

interface Known extends Failures {
  /** Since the last failure somebody has been told to wait. */
  told: boolean;
}

/** How failures of one kind are slowed down. */
interface Pace {
  /** Failures that cost no wait; each further one doubles it, beginning with a second. */
  readonly free: number;
  /** The longest wait, in milliseconds. */
  readonly longest: number;
}

/** Of a name, and of the codes of one person: this is what guessing is slowed by. */
export const BY_NAME: Pace = { free: 5, longest: 5 * 60_000 };
/**
 * Behind one address a whole branch may sit: somebody there who guesses holds the others up for seconds. What it slows
 * is one password tried on many names.
 */
const BY_ADDRESS: Pace = { free: 30, longest: 4_000 };

/** Without a failure for this long, in milliseconds, the ones before are forgotten. */
const FORGET_AFTER = 15 * 60_000;
/** Names and addresses that are remembered. */
const MOST = 10_000;

/** How long the next attempt has to wait at the moment `now`, in milliseconds; 0 or less: not at all. */
export function waitAfter({ count, lastAt }: Failures, { free, longest }: Pace, now: number): number {
  if (count < free) return 0;
  return lastAt + Math.min(longest, 1000 * 2 ** (count - free)) - now;
}

/** The count after one more failure. */
export function countAfter(before: Failures | undefined, now: number): number {
  return before !== undefined && now - before.lastAt < FORGET_AFTER ? before.count + 1 : 1;
}

/**
 * Slows down guessing: after a number of failures each further one doubles the wait. Counted per name and per
 * address, because either alone can be spread. In memory: a node counts for itself.
 */
export class SignInThrottle {
  readonly #now: () => number;
  readonly #byKey = new Map<string, Known>();
  /** Attempts of a name whose outcome is not known yet. */
  readonly #underWay = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Throws `rate_limited` while one of the two has to wait, or enough attempts of the name are being judged. */
  check(username: string, address: string): void {
    const wait = Math.max(
      this.#wait(`name ${username}`, BY_NAME),
      this.#wait(`address ${address}`, BY_ADDRESS),
    );
    if (wait > 0) throw tooMany(wait);
    if ((this.#underWay.get(username) ?? 0) >= this.#freeOf(username)) throw tooMany(1000);
  }

  /**
   * Has an attempt judged by `judge`, which calls {@link failed} for a wrong one before it ends. Until then it counts as a
   * failure: of many at once no more are judged than of as many one after the other.
   */
  async attempt<T>(username: string, address: string, judge: () => Promise<T>): Promise<T> {
    this.check(username, address);
    this.#underWay.set(username, (this.#underWay.get(username) ?? 0) + 1);
    try {
      return await judge();
    } finally {
      const left = (this.#underWay.get(username) ?? 1) - 1;
      if (left > 0) this.#underWay.set(username, left);
      else this.#underWay.delete(username);
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

  /** Forgets the failures of the name, and half of those of the address: others there may be guessing. */
  succeeded(username: string, address: string): void {
    this.#byKey.delete(`name ${username}`);
    const key = `address ${address}`;
    const failures = this.#byKey.get(key);
    const count = Math.floor((failures?.count ?? 0) / 2);
    if (failures !== undefined && count > 0) this.#byKey.set(key, { ...failures, count });
    else this.#byKey.delete(key);
  }

  /** How many attempts of a name may be judged at once: one when failures have made it wait. */
  #freeOf(username: string): number {
    const failures = this.#byKey.get(`name ${username}`);
    return Math.max(1, BY_NAME.free - (countAfter(failures, this.#now()) - 1));
  }

  #wait(key: string, pace: Pace): number {
    const failures = this.#byKey.get(key);
    return failures === undefined ? 0 : waitAfter(failures, pace, this.#now());
  }

  #count(key: string): void {
    const now = this.#now();
    const count = countAfter(this.#byKey.get(key), now);
    this.#byKey.set(key, { count, lastAt: now, told: false });
    if (this.#byKey.size > MOST) this.#forget(now);
  }

  #forget(now: number): void {
    for (const [key, failures] of this.#byKey) {
      if (now - failures.lastAt > FORGET_AFTER) this.#byKey.delete(key);
    }
    // Names made up by an attacker must not fill the memory: the oldest go first.
    for (const key of this.#byKey.keys()) {
      if (this.#byKey.size <= MOST) break;
      this.#byKey.delete(key);
    }
  }
}

export function tooMany(wait: number): HttpError {
  return new HttpError('rate_limited', 'too many failed sign-ins', {
    retryAfterSeconds: Math.ceil(wait / 1000),
  });
}
