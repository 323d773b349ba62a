import { z } from 'zod';
import { ReplicaError } from '../api/error.ts';
import type { Clock, Secrets } from '../deps.ts';
import { storedSecret } from '../stored-secret.ts';
import { vaultName } from './usernames.ts';

const counted = z.object({ failures: z.int(), at: z.number(), until: z.number() });

/** Wrong passwords that cost nothing but the key derivation, and the seconds to wait after each further one. */
const FREE = 2;
const DELAYS = [5, 15, 60, 300, 900];

/** Where the attempts on a vault are counted. */
export function attemptsOf(vault: string): string {
  return `attempts.${vault}`;
}

/** Counts wrong passwords that only this device can judge. */
export interface Attempts {
  /**
   * Before a password is tried: it counts as wrong, durably, until {@link Attempts.passed} says otherwise, so that
   * ending the program in between gains nothing. Throws `rate_limited` while the delay runs.
   */
  begin(username: string): Promise<void>;
  passed(username: string): Promise<void>;
}

export function createAttempts(secrets: Secrets, clock: Clock): Attempts {
  const read = async (name: string) =>
    (await storedSecret(secrets, name, counted)) ?? { failures: 0, at: 0, until: 0 };

  const write = (name: string, value: z.infer<typeof counted>) =>
    secrets.writeSecret(name, JSON.stringify(value));

  return {
    async begin(username) {
      const name = attemptsOf(await vaultName(username));
      const now = clock.now();
      const { failures, at, until } = await read(name);
      const delay = delayOf(failures);
      if (now < at) {
        // The clock was set back: how much of the delay has passed nobody knows, so it begins anew.
        await write(name, { failures, at: now, until: now + delay });
        if (delay > 0) throw tooSoon(delay);
      } else if (now < until) {
        throw tooSoon(until - now);
      }
      await write(name, { failures: failures + 1, at: now, until: now + delayOf(failures + 1) });
    },
    passed: async (username) => secrets.removeSecret(attemptsOf(await vaultName(username))),
  };
}

function tooSoon(milliseconds: number): ReplicaError {
  return new ReplicaError('rate_limited', Math.ceil(milliseconds / 1000));
}

function delayOf(failures: number): number {
  const beyond = failures - FREE;
  return beyond <= 0 ? 0 : (DELAYS[Math.min(beyond, DELAYS.length) - 1] ?? 0) * 1000;
}
