import type { Unsubscribe } from '../api.ts';

/** Milliseconds between two pings, and of silence after which the other side counts as dead. */
const PING_EVERY = 5_000;
const DEAD_AFTER = 30_000;

export interface Heartbeat {
  sign(): void;
  stop: Unsubscribe;
}

/**
 * Notices a worker that went away without a word: nothing tells a page that its worker was killed, and every call
 * would hang. Silence is counted in beats, not by the clock, so that a machine that slept does not look dead.
 */
export function createHeartbeat(
  ping: () => void,
  onDead: () => void,
  { every, deadAfter } = { every: PING_EVERY, deadAfter: DEAD_AFTER },
): Heartbeat {
  let silentBeats = 0;
  const timer = setInterval(() => {
    silentBeats += 1;
    if (silentBeats * every > deadAfter) {
      clearInterval(timer);
      onDead();
      return;
    }
    ping();
  }, every);
  return {
    sign: () => {
      silentBeats = 0;
    },
    stop: () => clearInterval(timer),
  };
}
