import type { Clock } from '../deps.ts';
import { abortAfter } from '../rpc/silence.ts';

export interface FailoverDeps {
  /** Origins of nodes of one bank, the one to be at first. More than one. */
  addresses: readonly string[];
  fetch: typeof fetch;
  clock: Clock;
  /** The server that is used now, when it changes. */
  onServer(origin: string): void;
}

/** Milliseconds in which a server has to say that it lives: two of them fit into what a sign-in waits. */
const PROOF_TIMEOUT = 1_500;
/** Milliseconds between looks whether a server that is to be preferred is back. */
const LOOK_EVERY = 5 * 60_000;
/** What stands in front of a server says so when there is none behind it. */
const GATEWAY = new Set([502, 503, 504]);

/**
 * A `fetch` that turns to the next server when the one in use cannot be reached, stays with it, and comes back to an
 * earlier one that lives again. A request is sent anew elsewhere: every request of the protocol may be, because an
 * answer can be lost anyway. A caller's own time-out ends the request; the next one looks for another server first.
 */
export function createFailover({ addresses, fetch: send, clock, onServer }: FailoverDeps): typeof fetch {
  let at = 0;
  let proven = false;
  let proving: Promise<boolean> | undefined;
  let lookAt = 0;

  const addressOf = (index: number) => addresses[index] ?? '';

  async function lives(index: number): Promise<boolean> {
    const { signal, stop } = abortAfter(PROOF_TIMEOUT);
    try {
      return (await send(new URL('/healthz', addressOf(index)), { signal, cache: 'no-store' })).ok;
    } catch {
      return false;
    } finally {
      stop();
    }
  }

  function use(index: number): void {
    proven = true;
    lookAt = clock.now() + LOOK_EVERY;
    at = index;
    onServer(addressOf(index));
  }

  /** Finds a server that lives, from the one in use on; false where there is none. Asked once for all who wait. */
  function prove(): Promise<boolean> {
    proving ??= (async () => {
      for (let step = 0; step < addresses.length; step++) {
        const index = (at + step) % addresses.length;
        if (await lives(index)) {
          use(index);
          return true;
        }
      }
      return false;
    })().finally(() => {
      proving = undefined;
    });
    return proving;
  }

  /** Nobody waits for it: requests go on where they are until a better server has answered. */
  async function lookForEarlier(): Promise<void> {
    const from = at;
    lookAt = clock.now() + LOOK_EVERY;
    for (let index = 0; index < from; index++) {
      if (await lives(index)) {
        if (at === from) use(index);
        return;
      }
    }
  }

  return async (input, init) => {
    const { pathname, search } = new URL(String(input));
    const ask = () => send(new URL(pathname + search, addressOf(at)), init);
    const reachable = proven || (await prove());
    if (at > 0 && clock.now() >= lookAt) void lookForEarlier();
    const asked = at;
    let failure: unknown;
    let answered: Response | undefined;
    try {
      answered = await ask();
      if (!GATEWAY.has(answered.status)) return answered;
    } catch (error) {
      failure = error;
    }
    if (at === asked) proven = false;
    const over = init?.signal?.aborted === true;
    // The same server once more would say the same once more.
    if (!over && reachable && (await prove()) && at !== asked) return await ask();
    if (answered !== undefined) return answered;
    throw failure;
  };
}
