import type { Secrets } from '../deps.ts';
import type { Register } from '../device/register.ts';
import type { MasterKeys } from '../storage/keys.ts';
import { createMemberKeys, type KeyHolder, type MemberKeys } from './member-keys.ts';
import { leaveSlots, secretSlots } from './slots.ts';

/** A log and the scope that its keys are bound to. */
export interface KeptLog {
  /** Of the database, on this device. */
  name: string;
  scopeId: string;
}

/**
 * The keys of the logs that are open in this thread. They outlive sessions: when another user of a scope comes to an
 * open log, it is its keeper that lets him in.
 */
export interface Keychain {
  keysOf(log: KeptLog, deviceId: string, holder: KeyHolder): MasterKeys;
  /** Lets a holder into a log if it is open. */
  admit(name: string, holder: KeyHolder): Promise<void>;
  /** Takes a user out of the key lists of a log. Resolves to how many are left, `undefined` when he was not in it. */
  leave(name: string, userId: string): Promise<number | undefined>;
  /** Forgets the keys of all logs but these. */
  keepOnly(names: readonly string[]): void;
}

export function createKeychain(secrets: Secrets, register: Register): Keychain {
  const kept = new Map<string, MemberKeys>();

  return {
    keysOf({ name, scopeId }, deviceId, holder) {
      const make = () =>
        createMemberKeys({
          store: secretSlots(secrets, name),
          deviceId,
          scopeId,
          holder,
          revoked: register.revoked,
        });
      let made: MemberKeys | undefined;
      const keys = () => {
        made ??= make();
        return made;
      };
      return {
        async open() {
          // Before anything of the log exists, so that a wipe finds all there is.
          await register.addLog(name);
          kept.set(name, keys());
          return await keys().open();
        },
        renewalDue: () => keys().renewalDue(),
        renew: () => keys().renew(),
        settle: (id) => keys().settle(id),
      };
    },
    async admit(name, holder) {
      await kept.get(name)?.admit(holder);
    },
    async leave(name, userId) {
      const keys = kept.get(name);
      return await (keys === undefined ? leaveSlots(secretSlots(secrets, name), userId) : keys.leave(userId));
    },
    keepOnly(names) {
      for (const [name, keys] of kept) {
        if (names.includes(name)) continue;
        keys.close();
        kept.delete(name);
      }
    },
  };
}
