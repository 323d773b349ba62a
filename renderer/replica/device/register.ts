import { z } from 'zod';
import type { Secrets } from '../deps.ts';
import { createMutex } from '../mutex.ts';
import { storedSecret } from '../stored-secret.ts';

const SECRET = 'register';

/** What lies on this device and in which names: secrets cannot be listed, and a wipe must not miss one. */
const content = z.object({
  users: z.array(z.object({ vault: z.string(), userId: z.string(), revoked: z.boolean() })),
  /** Logs with their key slots. */
  logs: z.array(z.string()),
});
type Content = z.infer<typeof content>;

export interface Register {
  read(): Promise<Content>;
  /** Resolves when it is durable: before the vault is written. A user who signs in is not revoked any more. */
  addUser(vault: string, userId: string): Promise<void>;
  /** The server has ended this user's access: out of all key lists, which are renewed at the next opening. */
  revoke(vault: string): Promise<void>;
  removeUser(vault: string): Promise<void>;
  revoked(): Promise<ReadonlySet<string>>;
  /** Resolves when it is durable: before the log or its keys are made. */
  addLog(name: string): Promise<void>;
  removeLog(name: string): Promise<void>;
}

/** What cannot be opened any more counts as empty: then the slots and vaults themselves cannot be read either. */
export function createRegister(secrets: Secrets): Register {
  const oneByOne = createMutex();

  const read = async (): Promise<Content> =>
    (await storedSecret(secrets, SECRET, content)) ?? { users: [], logs: [] };

  const change = (next: (present: Content) => Content) =>
    oneByOne(async () => {
      const present = await read();
      const text = JSON.stringify(next(present));
      if (text !== JSON.stringify(present)) await secrets.writeSecret(SECRET, text);
    });

  return {
    read,
    addUser: (vault, userId) =>
      change(({ users, logs }) => ({
        users: [...users.filter((user) => user.vault !== vault), { vault, userId, revoked: false }],
        logs,
      })),
    revoke: (vault) =>
      change(({ users, logs }) => ({
        users: users.map((user) => (user.vault === vault ? { ...user, revoked: true } : user)),
        logs,
      })),
    removeUser: (vault) =>
      change(({ users, logs }) => ({ users: users.filter((user) => user.vault !== vault), logs })),
    async revoked() {
      const { users } = await read();
      return new Set(users.filter((user) => user.revoked).map((user) => user.userId));
    },
    addLog: (name) =>
      change(({ users, logs }) => ({ users, logs: logs.includes(name) ? logs : [...logs, name] })),
    removeLog: (name) => change(({ users, logs }) => ({ users, logs: logs.filter((log) => log !== name) })),
  };
}
