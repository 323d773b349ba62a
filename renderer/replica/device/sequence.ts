import { z } from 'zod';
import { ReplicaError } from '../api/error.ts';
import type { Secrets } from '../deps.ts';
import { storedSecret } from '../stored-secret.ts';

const SECRET = 'device-sequence';
const stored = z.object({ deviceId: z.uuid(), last: z.int().min(0) });
type Stored = z.infer<typeof stored>;

/** Numbers what is done on this device, whoever does it: one that never reaches the server is missed there. */
export interface Sequence {
  /** The next numbers, from `first` on. What they are for counts as done when `durable` has resolved too. */
  take(deviceId: string, count: number): Promise<{ first: number; durable: Promise<void> }>;
}

/**
 * Kept beside the device's own identity, and begun anew with it. Several takes at once share a write; a number whose
 * write failed is not given again, for what it was meant for may have been stored all the same.
 */
export function createSequence(secrets: Secrets): Sequence {
  let current: Promise<Stored> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;

  const load = async (deviceId: string): Promise<Stored> => {
    const known = await storedSecret(secrets, SECRET, stored);
    return known?.deviceId === deviceId ? known : { deviceId, last: 0 };
  };

  /** Resolves when what `state` is at the time of the write, or later, is on the disk. */
  const persist = (state: Stored): Promise<void> => {
    waiting ??= writing
      .catch(() => undefined)
      .then(() => {
        waiting = undefined;
        writing = secrets.writeSecret(SECRET, JSON.stringify(state));
        return writing;
      })
      .catch(() => {
        throw new ReplicaError('storage_full');
      });
    return waiting;
  };

  return {
    async take(deviceId, count) {
      current ??= load(deviceId).catch((error: unknown) => {
        // Asked again the next time: it may be readable then.
        current = undefined;
        throw error;
      });
      let state = await current;
      if (state.deviceId !== deviceId) {
        state = { deviceId, last: 0 };
        current = Promise.resolve(state);
      }
      const first = state.last + 1;
      state.last += count;
      const durable = persist(state);
      // Whoever took them may fail of something else before waiting for this.
      durable.catch(() => undefined);
      return { first, durable };
    },
  };
}
