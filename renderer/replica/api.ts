import type { FieldRules } from '#shared/access/field-rules.ts';
import type { Standing } from '#shared/domain/rating.ts';
import type { ActKind } from '#shared/model/act.ts';
import type { CollectionName, Documents } from '#shared/model/collections.ts';
import type { FieldValues, Intent, WritableCollection } from '#shared/model/mutation.ts';
import type { Money } from '#shared/model/primitives.ts';
import type { BranchRef, ClientPolicy, SessionUser } from '#shared/protocol/auth.ts';
import type { ErrorCode } from '#shared/protocol/errors.ts';
import type { ProviderBegin, ProviderBegun, SignInWays } from '#shared/protocol/provider.ts';
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
  | 'second_factor_offline'
  | 'passphrase_choice'
  | 'passphrase_required'
  | 'provider_again'
  | 'provider_required'
  | 'not_allowed'
  | 'invalid';

export interface SignInInput {
  username: string;
  password: string;
  /** At which branch, for who works at several: without it the sign-in rejects with `branch_choice`. */
  branchId?: string;
  /** In place of a one-time password: without it the sign-in rejects with `password_change`. */
  newPassword?: string;
  /** Of the second factor: without it the sign-in rejects with `code_required`. */
  code?: string;
}

/** A sign-in for which the bank's provider has vouched. */
export interface ProviderSignInInput extends Pick<SignInInput, 'branchId' | 'code'> {
  ticket: string;
  /** Whose hash the sign-in was begun with. */
  verifier: string;
  /** Opens what is kept on this device: without it the sign-in rejects with `passphrase_required`. */
  passphrase?: string;
  /**
   * For what is kept on this device from now on; whatever was kept under another opens no more. At the first sign-in
   * here the one that lacks it rejects with `passphrase_choice`.
   */
  newPassphrase?: string;
}

export interface Session {
  user: SessionUser;
  policy: ClientPolicy;
  /** `offline`: the password was checked against this device, the server was not reached. */
  mode: 'online' | 'offline';
  /** The person signs in at the bank's provider: what unlocks is a passphrase of this device. */
  byProvider?: boolean;
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
  /** The origin that is used now, where the bank has named several. */
  server?: string;
  /** Counts up when what waits on the server for somebody's decision may have changed. */
  decisionHints?: number;
  /** What of the fields of documents the bank has taken from the user's role, as the server last said. */
  fieldRules?: FieldRules;
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

/** As many edits as one call of {@link Replica.editMany} takes. */
export const MOST_EDITS = 5000;
/** Bytes of JSON of one draft. */
export const DRAFT_BYTES = 65_536;

export interface EditInput<C extends WritableCollection = WritableCollection> {
  collection: C;
  intent: Intent;
  /** The document to change; absent for a new one. */
  documentId?: string;
  /**
   * For a new document whose id follows from what it is, so that two devices do not make it twice. Where there is one
   * already, nothing is changed and `mutationId` is empty.
   */
  newDocumentId?: string;
  customerId?: string;
  /** Fields as the author wants them; `null` clears one. For a new document all of them but `id`. */
  next: FieldValues;
}

/** Something done with a file that changes nothing in it: see {@link Replica.record}. */
export interface ActInput {
  kind: Exclude<ActKind, 'enter'>;
  customerId: string;
  /** Names of the fields that are shown; absent: all that the screen masks. */
  fields?: readonly string[];
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
  /** Of the same month-end and in the same currency as the assets; absent for none, as open tasks. */
  liabilities?: number;
  openTasks?: number;
  tags?: readonly string[];
  /** Assets at other banks, a sum per currency. */
  elsewhere?: readonly Money[];
  /** A company's industry, a person's occupation. */
  trade?: string;
  /** The town of the address. */
  city?: string;
  birthDate?: string;
  lunarBirthday?: boolean;
  /** The next maturity or instalment. */
  nextDueOn?: string;
  nextDue?: 'maturity' | 'instalment';
  /** The next maturity, whatever falls due before it. */
  maturesOn?: string;
  /** Something owed is overdue or in default. */
  problem?: boolean;
}

export type CustomerSort =
  | 'name'
  | 'customerNo'
  | 'grade'
  | 'lifecycle'
  | 'openedOn'
  | 'assets'
  | 'lastContactAt'
  | 'liabilities'
  | 'elsewhere'
  | 'nextDue'
  | 'maturity'
  | 'openTasks'
  | 'birthDate'
  | 'birthday'
  | 'trade'
  | 'city';

export type CustomerGroupBy = 'grade' | 'lifecycle' | 'kind' | 'manager' | 'branch' | 'tag' | 'lastContact';

export interface CustomerListQuery {
  /** Chinese name, full pinyin, initials, customer number, ID or phone tail. */
  text?: string;
  kind?: CustomerRow['kind'];
  /** One of these; as with tags. */
  grades?: readonly CustomerRow['grade'][];
  lifecycles?: readonly CustomerRow['lifecycle'][];
  managerId?: string;
  tags?: readonly string[];
  /** Minor units, both ends included. */
  assets?: { from?: number | undefined; to?: number | undefined };
  /** Nobody has met them since this moment, or ever. */
  contactBefore?: string;
  /** Something matures from one day to the other. */
  maturing?: { from: string; to: string };
  /** 1 to 12. Lunar birthdays: those that fall in that month of {@link today}'s year. */
  birthMonth?: number;
  problem?: true;
  sort: CustomerSort;
  descending: boolean;
  group?: CustomerGroupBy;
  /** Keys of groups of which only the header stands in the list. */
  collapsed?: readonly string[];
  /** By which the age of contacts is grouped, and lunar birthdays are found. */
  today?: string;
}

/** A number of customers and what they have, a sum for each currency. */
export interface CustomerSums {
  count: number;
  assets: Money[];
  liabilities: Money[];
}

/** The header of a group. Its key is a value of the field, `''` where the customers have none. */
export interface CustomerGroup extends CustomerSums {
  key: string;
  collapsed: boolean;
  /** The line of the list that it stands in. */
  line: number;
}

export interface CustomerWindow {
  /** Customers that match, and all there are. */
  matching: number;
  total: number;
  from: number;
  /** Lines of the list: customers, and headers where it is grouped. One with several tags stands in several groups. */
  lines: number;
  /** Headers within the window, and that of the group which the window begins in. The rows stand in the other lines. */
  groups: CustomerGroup[];
  rows: CustomerRow[];
  /** Of all that match. */
  sums: CustomerSums;
}

/** Customers by name, or all that match but some. */
export type CustomerSelection =
  | { readonly kind: 'some'; readonly ids: readonly string[] }
  | { readonly kind: 'all'; readonly except: readonly string[] };

/** Whom the list has before and after a customer. */
export interface CustomerNeighbours {
  previous?: string;
  next?: string;
  /** From 1; absent when the customer is not, or no longer, in the list. */
  position?: number;
  matching: number;
}

export interface TagCount {
  tag: string;
  count: number;
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
  /**
   * Of somebody who signs in at the bank's provider the device judges the passphrase itself, with and without the
   * server: `provider_required` where that is not enough.
   */
  signIn(input: SignInInput): Promise<Session>;
  /** How one may sign in besides name and password; asks the server. */
  signInWays(): Promise<SignInWays>;
  beginProvider(input: ProviderBegin): Promise<ProviderBegun>;
  /**
   * Each answer that asks for more is given again with all that was said before, and the ticket, which the server takes
   * once; `provider_again` where it does not.
   */
  signInByProvider(input: ProviderSignInInput): Promise<Session>;
  /** Gives up a sign-in that waits for a passphrase. */
  leaveProvider(): Promise<void>;
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
  /**
   * {@link edit} for up to {@link MOST_EDITS} at once, in their order and all or nothing: the first that is refused
   * refuses all. More: `payload_too_large`.
   */
  editMany(inputs: readonly EditInput[]): Promise<{ mutationId: string; documentId: string }[]>;
  /** What {@link writeDraft} kept under this key, `null` where there is nothing. */
  readDraft(key: string): Promise<unknown>;
  /**
   * Keeps what somebody is writing until it is saved: on this device, for this user alone, encrypted, sent to nobody;
   * `null` takes it away. Resolves when a crash no longer loses it. The key is `draft <place>` or another name, with a
   * space and the customer's id at the end where it is about one: it goes when that customer's file leaves the device.
   * JSON of more than {@link DRAFT_BYTES}: `payload_too_large`; a key of none or more than 200 characters: `invalid`.
   */
  writeDraft(key: string, value: unknown): Promise<void>;
  /**
   * Records an act before it is done, offline too: resolves when it is as durable as an edit. It is sent and sealed like
   * one, and is in no list and no count of unsent edits.
   */
  record(act: ActInput): Promise<void>;
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
  /** Calls back with a customer's neighbours in a list, also after the customer has left it. */
  watchNeighbours(
    query: CustomerListQuery,
    customerId: string,
    listener: (neighbours: CustomerNeighbours) => void,
  ): Unsubscribe;
  /** Customers on lines `from` to `to` of a list, both included, headers left out. */
  customersBetween(query: CustomerListQuery, from: number, to: number): Promise<string[]>;
  selectedCustomers(query: CustomerListQuery, selection: CustomerSelection): Promise<string[]>;
  sumCustomers(query: CustomerListQuery, selection: CustomerSelection): Promise<CustomerSums>;
  /** The tags in use here, the commonest first. */
  customerTags(): Promise<TagCount[]>;
  /** Where a customer's assets stand among those of all customers here in that currency; `null` for one not here. */
  assetStanding(customerId: string): Promise<Standing | null>;
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
  /** With `branch_choice`: where this user may work; offline, those of them that are on this device. */
  readonly branches: readonly BranchRef[] | undefined;
  /** With `device_not_approved`: what IT compares before it lets this device in. */
  readonly fingerprint: string | undefined;
  /** With `passphrase_choice` and `passphrase_required`: whose. */
  readonly username: string | undefined;
  constructor(
    code: ReplicaErrorCode,
    retryAfterSeconds?: number,
    branches?: readonly BranchRef[],
    fingerprint?: string,
    username?: string,
  ) {
    super(code);
    this.name = 'ReplicaError';
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.branches = branches;
    this.fingerprint = fingerprint;
    this.username = username;
  }
}
