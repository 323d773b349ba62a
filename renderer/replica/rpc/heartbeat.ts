import { type Silence, watchSilence } from './silence.ts';

/** Milliseconds between two pings, and of silence after which the other side counts as dead. */
const PING_EVERY = 5_000;
const DEAD_AFTER = 30_000;

/**
 * Notices a worker that went away without a word: nothing tells a page that its worker was killed, and every call
 * would hang.
 */
export function createHeartbeat(
  ping: () => void,
  onDead: () => void,
  { every, deadAfter } = { every: PING_EVERY, deadAfter: DEAD_AFTER },
): Silence {
  return watchSilence(deadAfter, onDead, { every, onBeat: ping });
}
