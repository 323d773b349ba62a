import { eraseLog } from '../database/storage.ts';
import type { Secrets } from '../deps.ts';
import { slotNames } from '../keys/slots.ts';
import { attemptsOf } from '../session/attempts.ts';
import { replaceSecret } from './identity.ts';
import type { Register } from './register.ts';

export interface Premises {
  secrets: Secrets;
  register: Register;
  indexedDB: IDBFactory;
}

/**
 * Destroys all that can be read on this device, keys first: whoever cuts the power in the middle finds ciphertext.
 * The journal stays, for nobody here can read it. Nothing may be open. Run again, it goes on where it was cut short.
 */
export async function wipeDevice({ secrets, register, indexedDB }: Premises): Promise<void> {
  const { users, logs } = await register.read();
  for (const log of logs) await destroyKeys(secrets, log);
  for (const { vault } of users) {
    await secrets.removeSecret(vault);
    await secrets.removeSecret(attemptsOf(vault));
  }
  await replaceSecret(secrets);
  await secrets.removeSecret('usernames');
  for (const log of logs) {
    await eraseLog(indexedDB, log);
    await register.removeLog(log);
  }
  for (const { vault } of users) await register.removeUser(vault);
}

export async function destroyKeys(secrets: Secrets, log: string): Promise<void> {
  for (const slot of await slotNames(log)) await secrets.removeSecret(slot);
}
