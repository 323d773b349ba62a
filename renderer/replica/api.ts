import type { CollectionName, Documents } from '#shared/model/collections.ts';
import type { FieldValues, Intent, WritableCollection } from '#shared/model/mutation.ts';
import type { ClientPolicy, SessionUser } from '#shared/protocol/auth.ts';
import type { ErrorCode } from '#shared/protocol/errors.ts';
import type { Outcome } from '#shared/protocol/push.ts';
import type { RejectReason } from '#shared/protocol/reasons.ts';

/** A replicated document as screens get it: `rev` is 0 while the server has never seen it. */
export type Stored<T> = T & { rev: number };

/** Why the replica refused something: a closed list with a sentence for each in both languages. */
export type ReplicaErrorCode =
  | ErrorCode
  | 'offline'
  | 'offline_window_over'
  | 'no_offline_account'
  | 'clock_behind'
  | 'replica_in_use'
  | 'replica_broken'
  | 'storage_full'
  | 'worker_lost'
  | 'timeout'
  | 'not_signed_in'
  | 'locked'
  | 'device_wiped'
  | 'not_allowed'
  | 'invalid';

export interface SignInInput {
  username: string;
  password: string;
}

export interface Session {
  user: SessionUser;
  policy: ClientPolicy;
  /** `offline`: the password was checked against this device, the server was not reached. */
  mode: 'online' | 'offline';
}

export interface SyncStatus {
  /** `unknown` until the first answer; `offline`: the server cannot be reached; `refused`: see `error`. */
  connection: 'unknown' | 'online' | 'offline' | 'refused';
  phase: 'idle' | 'first_sync' | 'pulling' | 'pushing';
  /** Everything this user may see has been downloaded once. */
  complete: boolean;
  progress?: { done: number; total: number };
  /**
   * Part of what was stored here could not be read and is being fetched again (`damaged`), or all of it
   * (`rebuilt`). Gone when it is whole; unsent edits are kept.
   */
  repair?: 'damaged' | 'rebuilt' | undefined;
  /**
   * The server's database was put back or started anew: what is stored here is being compared with it, and has been for
   * some seconds.
   */
  comparing?: boolean | undefined;
  /** Edits not yet answered by the server. */
  unsent: number;
  /** Edits answered with conflict, parked or rejected that nobody has dealt with. */
  attention: number;
  lastSyncAt?: string;
  /** Counts up when what waits on the server for somebody's decision may have changed. */
  decisionHints?: number;
  /** Until when this user may sign in here without the server; every contact moves it on. */
  offlineUntil?: string;
  /**
   * Milliseconds by which this device's clock is ahead of the server's, behind: negative. Absent while they differ by
   * five minutes at most, or nothing is known.
   */
  clockAhead?: number;
  error?: ReplicaErrorCode;
}

/** A mango query over one collection, run in the worker; `limit` bounds what crosses to the screen. */
export interface LiveQuery<C extends CollectionName = CollectionName> {
  collection: C;
  selector?: Record<string, unknown>;
  sort?: Partial<Record<string, 'asc' | 'desc'>>[];
  limit?: number;
}

export interface EditInput<C extends WritableCollection = WritableCollection> {
  collection: C;
  intent: Intent;
  /** The document to change; absent for a new one. */
  documentId?: string;
  customerId?: string;
  /** Fields as the author wants them; `null` clears one. For a new document all of them but `id`. */
  next: FieldValues;
}

/** One edit on this device, as the list of unsent edits shows it. */
export interface OutboxEntry {
  mutationId: string;
  collection: WritableCollection;
  documentId: string;
  customerId?: string;
  /** The customer's name, where this device still holds the file. */
  customerName?: string;
  intent: Intent;
  base: FieldValues;
  next: FieldValues;
  at: string;
  state: 'pending' | 'sending' | Exclude<Outcome, 'retry'>;
  reason?: RejectReason;
  fields?: string[];
}

/** The columns of the customer list: all that sorting and filtering need, kept in the worker's memory. */
export interface CustomerRow {
  id: string;
  customerNo: string;
  name: string;
  kind: Documents['customers']['kind'];
  grade: Documents['customers']['grade'];
  lifecycle: Documents['customers']['lifecycle'];
  mobile?: string;
  managerId?: string;
  branchId: string;
  openedOn: string;
  /** Of the last month-end snapshot, minor units of `currency`. */
  assets: number;
  currency: string;
  lastContactAt?: string;
}

export type CustomerSort =
  | 'name'
  | 'customerNo'
  | 'grade'
  | 'lifecycle'
  | 'openedOn'
  | 'assets'
  | 'lastContactAt';

export interface CustomerListQuery {
  /** Chinese name, full pinyin, initials, customer number, ID or phone tail. */
  text?: string;
  kind?: CustomerRow['kind'];
  grade?: CustomerRow['grade'];
  lifecycle?: CustomerRow['lifecycle'];
  managerId?: string;
  sort: CustomerSort;
  descending: boolean;
}

export interface CustomerWindow {
  /** Customers that match, and all there are. */
  matching: number;
  total: number;
  from: number;
  rows: CustomerRow[];
}

/** What of a customer was hit by what was typed, for highlighting. */
export interface SearchHit {
  row: CustomerRow;
  matched: 'name' | 'pinyin' | 'initials' | 'customerNo' | 'idNumber' | 'phone' | 'employer' | 'address';
  /**
   * The part that was hit: of the name also for `pinyin` and `initials`, of the digits for `phone`, of `text` for
   * `employer` and `address`.
   */
  range?: [start: number, end: number];
  /** The employer or address that was hit. */
  text?: string;
}

export type Unsubscribe = () => void;

/**
 * What screens ask of the replica. It runs in a Worker; everything here crosses a channel with time-outs, and
 * rejects with {@link ReplicaError} only. All of it works offline once signed in.
 */
export interface Replica {
  /** Usernames that have signed in on this device, for the sign-in form. */
  knownUsernames(): Promise<string[]>;
  signIn(input: SignInInput): Promise<Session>;
  /**
   * Pending edits stay on the device, sealed, and are sent by it. What else is on it stays or is erased (keys first)
   * as the policy says; `erase` erases in any case.
   */
  signOut(options?: { erase?: boolean }): Promise<void>;
  /**
   * Ends every running watch with `locked` and refuses all but {@link unlock}, {@link signIn} and {@link signOut};
   * sync goes on. Locking what is locked changes nothing.
   */
  lock(): Promise<void>;
  /** Rejects with `credentials_invalid`, or `rate_limited` after too many wrong passwords. Works offline. */
  unlock(password: string): Promise<Session>;
  onStatus(listener: (status: SyncStatus) => void): Unsubscribe;
  syncNow(): Promise<void>;

  /** Calls back with the result now and after every change that touches it. */
  watch<C extends CollectionName>(
    query: LiveQuery<C>,
    listener: (documents: Stored<Documents[C]>[]) => void,
    onError?: (error: Error) => void,
  ): Unsubscribe;
  /** Resolves when the edit is durable on this device. */
  edit(input: EditInput): Promise<{ mutationId: string; documentId: string }>;
  watchOutbox(listener: (entries: OutboxEntry[]) => void): Unsubscribe;
  /** Takes an answered entry off the list. */
  dismiss(mutationId: string): Promise<void>;

  /** A window on the sorted, filtered list; calls back again when its content changes. */
  watchCustomers(
    query: CustomerListQuery,
    window: { from: number; count: number },
    listener: (window: CustomerWindow) => void,
  ): Unsubscribe;
  search(text: string, limit: number): Promise<SearchHit[]>;
  /**
   * Asks the server, online only: a screen of numbers or lists that no replica holds. With a `body` it is an order to
   * the server, which must be safe to give twice.
   */
  fetchOnline(path: string, body?: unknown): Promise<unknown>;
}

export class ReplicaError extends Error {
  readonly code: ReplicaErrorCode;
  /** With `rate_limited` and `unavailable`: how long the server asked to wait. */
  readonly retryAfterSeconds: number | undefined;
  constructor(code: ReplicaErrorCode, retryAfterSeconds?: number) {
    super(code);
    this.name = 'ReplicaError';
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
