import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from './wire.ts';

const AGAIN = ['rate_limited', 'busy', 'unavailable', 'internal'];
const LONGEST = 30_000;

/** Does it until the server has answered, waiting as long as the document asks; other refusals are thrown. */
export async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let pause = 1_000; ; pause = Math.min(2 * pause, LONGEST)) {
    try {
      return await attempt();
    } catch (error) {
      // `fetch` says by a TypeError that no answer came.
      if (!(error instanceof TypeError || (error instanceof Refusal && AGAIN.includes(error.code))))
        throw error;
      const told = error instanceof Refusal ? error.retryAfterSeconds : undefined;
      await delay((told === undefined ? pause : told * 1_000) * (1 + Math.random() / 2));
    }
  }
}
