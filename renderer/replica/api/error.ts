import type { BranchRef } from '#shared/protocol/auth.ts';
import type { ErrorCode } from '#shared/protocol/errors.ts';

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
  | 'secrets_unavailable'
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
