import type { Standing } from '#shared/domain/rating.ts';
import type { CollectionName, Documents } from '#shared/model/collections.ts';
import type { ProviderBegin, ProviderBegun, SignInWays } from '#shared/protocol/provider.ts';
import type {
  CountedField,
  CustomerListQuery,
  CustomerNeighbours,
  CustomerSelection,
  CustomerSums,
  CustomerWindow,
  SearchHit,
  TextCount,
} from './customer-list.ts';
import type { LiveQuery, Stored } from './documents.ts';
import type { ActInput, DRAFT_BYTES, EditInput, MOST_EDITS, OutboxEntry } from './edits.ts';
import type { ReplicaError } from './error.ts';
import type { ProviderSignInInput, Session, SignInInput } from './session.ts';
import type { SyncStatus } from './status.ts';

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
  /** The texts of a field in use here, the commonest first. */
  customerTexts(field: CountedField): Promise<TextCount[]>;
  /** Where a customer's assets stand among those of all customers here in that currency; `null` for one not here. */
  assetStanding(customerId: string): Promise<Standing | null>;
  /**
   * Asks the server, online only: a screen of numbers or lists that no replica holds. With a `body` it is an order to
   * the server, which must be safe to give twice.
   */
  fetchOnline(path: string, body?: unknown): Promise<unknown>;
}

/** What the channel passes on as it is: the same on the screens' side, in the Worker, and in what runs there. */
export type PassedCalls = Pick<
  Replica,
  | 'knownUsernames'
  | 'signInWays'
  | 'beginProvider'
  | 'leaveProvider'
  | 'signOut'
  | 'lock'
  | 'unlock'
  | 'syncNow'
  | 'edit'
  | 'editMany'
  | 'readDraft'
  | 'writeDraft'
  | 'record'
  | 'dismiss'
  | 'search'
  | 'customersBetween'
  | 'selectedCustomers'
  | 'sumCustomers'
  | 'customerTexts'
  | 'assetStanding'
  | 'fetchOnline'
>;
