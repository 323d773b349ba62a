import type { FieldRules } from '#shared/access/field-rules.ts';
import type { ReplicaErrorCode } from './error.ts';

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
