import type { Standing } from '#shared/domain/rating.ts';
import type { DesktopApi } from '#shared/ipc/desktop-api.ts';
import type { ProviderBegin, ProviderBegun, SignInWays } from '#shared/protocol/provider.ts';
import type {
  CustomerListQuery,
  CustomerNeighbours,
  CustomerSelection,
  CustomerSums,
  CustomerWindow,
  SearchHit,
  TagCount,
} from '../api/customer-list.ts';
import type { LiveQuery } from '../api/documents.ts';
import type { ActInput, EditInput, OutboxEntry } from '../api/edits.ts';
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
  calls: {
    /** Must come first. Resolves to the session that was brought back, if one was asked for. */
    start(input: StartInput): Promise<Session | null>;
    knownUsernames(): Promise<string[]>;
    signIn(input: SignInInput): Promise<{ session: Session; resumption: Resumption }>;
    signInWays(): Promise<SignInWays>;
    beginProvider(input: ProviderBegin): Promise<ProviderBegun>;
    signInByProvider(input: ProviderSignInInput): Promise<{ session: Session; resumption: Resumption }>;
    leaveProvider(): Promise<void>;
    signOut(options?: { erase?: boolean }): Promise<void>;
    lock(): Promise<void>;
    unlock(password: string): Promise<Session>;
    syncNow(): Promise<void>;
    edit(input: EditInput): Promise<{ mutationId: string; documentId: string }>;
    editMany(inputs: readonly EditInput[]): Promise<{ mutationId: string; documentId: string }[]>;
    readDraft(key: string): Promise<unknown>;
    writeDraft(key: string, value: unknown): Promise<void>;
    record(act: ActInput): Promise<void>;
    dismiss(mutationId: string): Promise<void>;
    search(text: string, limit: number): Promise<SearchHit[]>;
    customersBetween(query: CustomerListQuery, from: number, to: number): Promise<string[]>;
    selectedCustomers(query: CustomerListQuery, selection: CustomerSelection): Promise<string[]>;
    sumCustomers(query: CustomerListQuery, selection: CustomerSelection): Promise<CustomerSums>;
    customerTags(): Promise<TagCount[]>;
    assetStanding(customerId: string): Promise<Standing | null>;
    fetchOnline(path: string, body?: unknown): Promise<unknown>;
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
