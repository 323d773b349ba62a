import { eraseLog } from '../database/storage.ts';
import type { Keychain } from '../keys/keychain.ts';
import { attemptsOf } from '../session/attempts.ts';
import { destroyKeys, type Premises } from './wipe.ts';

/**
 * Takes a user out of all logs of this device but those named. A log that is nobody's any more is destroyed, keys
 * first; one that others share loses this user's key only.
 */
export async function leaveLogs(
  premises: Premises,
  keychain: Keychain,
  userId: string,
  keep: readonly string[] = [],
): Promise<void> {
  const { secrets, register, indexedDB } = premises;
  const empty: string[] = [];
  for (const log of (await register.read()).logs) {
    if (keep.includes(log) || (await keychain.leave(log, userId)) !== 0) continue;
    await destroyKeys(secrets, log);
    empty.push(log);
  }
  for (const log of empty) {
    await eraseLog(indexedDB, log);
    await register.removeLog(log);
  }
}

/** Nothing of this user opens on this device any more; what others share stays. */
export async function forgetUser(premises: Premises, keychain: Keychain, vault: string): Promise<void> {
  const { secrets, register } = premises;
  const known = (await register.read()).users.find((user) => user.vault === vault);
  await secrets.removeSecret(vault);
  await secrets.removeSecret(attemptsOf(vault));
  if (known !== undefined) await leaveLogs(premises, keychain, known.userId);
  await register.removeUser(vault);
}
