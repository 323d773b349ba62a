import type { DesktopApi } from '#shared/ipc/desktop-api.ts';
import type { CustomerListQuery, CustomerNeighbours, CustomerWindow } from '../api/customer-list.ts';
import type { LiveQuery } from '../api/documents.ts';
import type { OutboxEntry } from '../api/edits.ts';
import type { PassedCalls } from '../api/replica.ts';
import type { ProviderSignInInput, Session, SignInInput } from '../api/session.ts';
import type { SyncStatus } from '../api/status.ts';

/**
 * Lets a window bring a session back after its worker died. The key opens the vault and cannot be exported; it
 * never touches a disk.
 */
export interface Resumption {
  username: string;
  key: CryptoKey;
  /** When the session was locked, in milliseconds; absent: it is not. */
  lockedAt?: number;
}

export interface StartInput {
  serverUrl: string;
  standbyUrls?: readonly string[] | undefined;
  mostOfflineHours?: number | undefined;
  online: boolean;
  resume?: Resumption;
}

/** What the worker offers to the window. */
export type WorkerContract = {
  calls: PassedCalls & {
    /** Must come first. Resolves to the session that was brought back, if one was asked for. */
    start(input: StartInput): Promise<Session | null>;
    signIn(input: SignInInput): Promise<{ session: Session; resumption: Resumption }>;
    signInByProvider(input: ProviderSignInInput): Promise<{ session: Session; resumption: Resumption }>;
    connectivity(online: boolean): Promise<void>;
    wake(): Promise<void>;
  };
  streams: {
    status(): SyncStatus;
    watch(query: LiveQuery): unknown[];
    outbox(): OutboxEntry[];
    customers(query: CustomerListQuery, window: { from: number; count: number }): CustomerWindow;
    neighbours(query: CustomerListQuery, customerId: string): CustomerNeighbours;
  };
};

/** What the window offers to the worker: only it has the machine's secrets and journal. */
export type WindowContract = {
  calls: Pick<
    DesktopApi,
    | 'readSecret'
    | 'writeSecret'
    | 'removeSecret'
    | 'appendJournal'
    | 'appendJournalBatch'
    | 'readJournal'
    | 'answerInJournal'
    | 'removeFromJournal'
  > & {
    /** The worker cannot go on; another one may. */
    replaceMe(): Promise<void>;
  };
  streams: Record<never, never>;
};

/** Milliseconds per call. Signing in derives a key and opens the database; a round of sync takes what it takes. */
export function timeoutOfCall(method: string): number {
  switch (method) {
    case 'syncNow':
      return 0;
    case 'start':
    case 'signIn':
    case 'signInByProvider':
    case 'signOut':
    case 'unlock':
    case 'appendJournalBatch':
      return 60_000;
    case 'editMany':
      // Each edit is signed and sealed: two milliseconds of a processor, five thousand times.
      return 180_000;
    case 'edit':
    case 'record':
    case 'fetchOnline':
      return 30_000;
    default:
      return 15_000;
  }
}
