import type { Bytes } from '#shared/crypto/base64.ts';
import type { DesktopApi } from '#shared/ipc/desktop-api.ts';
import type { Derivation } from './keys/derivation.ts';

/** Time as the replica knows it, so that tests and the simulator can set it. Milliseconds. */
export interface Clock {
  now(): number;
  /** Milliseconds since some moment, whatever the clock is set to meanwhile. Absent: nobody counts them. */
  steady?(): number;
  /** Returns how to cancel. */
  after(milliseconds: number, action: () => void): () => void;
}

export type Secrets = Pick<DesktopApi, 'readSecret' | 'writeSecret' | 'removeSecret'>;

/** One owner per database: `null` when somebody else holds the name. */
export interface Locks {
  acquire(name: string): Promise<(() => void) | null>;
}

/** Where sealed copies of edits outlive everything else. */
export type Journal = Pick<
  DesktopApi,
  'appendJournal' | 'appendJournalBatch' | 'readJournal' | 'answerInJournal' | 'removeFromJournal'
>;

/** All that the core touches. It runs unchanged in a Worker, in Node's tests and in the simulator. */
export interface ReplicaDeps {
  /** An origin such as `https://crm.bank.example`. */
  serverUrl: string;
  /** Origins of other nodes of the same bank, for when that one cannot be reached. */
  standbyUrls?: readonly string[] | undefined;
  /** Hours that machine or user allow for work without the server; the server's own word may be stricter. */
  mostOfflineHours?: number | undefined;
  indexedDB: IDBFactory;
  secrets: Secrets;
  journal: Journal;
  locks: Locks;
  /** Argon2id of a password: slow and hungry for memory on purpose, so it runs apart where it can. */
  deriveHash(password: string, by: Derivation): Promise<Bytes>;
  fetch: typeof fetch;
  clock: Clock;
  /** From 0 to 1, for jitter. */
  random(): number;
  newId(): string;
  /** The program's version, for those who look after the device. */
  version?: string;
  /** Bytes that the origin's storage takes; `undefined` where the host does not tell. */
  storageBytes?(): Promise<number | undefined>;
  /** What the host says about the network; false is strong evidence, true proves nothing. */
  online?: boolean;
  /** Part of database and lock names; tests run several devices in one realm. */
  namespace?: string;
  /** The storage refuses to go on: only a new start of the whole thread helps. */
  onBroken?(): void;
  /** False leaves every step of sync to the caller: the simulator's way. */
  automatic?: boolean;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

export function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
