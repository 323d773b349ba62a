import type { BranchRef } from '#shared/protocol/auth.ts';
import type { ReplicaErrorCode } from '../api/error.ts';

/**
 * What crosses the channel, in either direction. An error is a code, at most with a number of seconds, the branches of a user, the device's
 * fingerprint or the name of who signs in, and no text: the text of a storage error carries the whole document, and no document may leave the worker
 * by that way.
 */
export type Message =
  | { kind: 'call'; id: number; method: string; args: unknown[] }
  | { kind: 'result'; id: number; value: unknown }
  | {
      kind: 'failure';
      id: number;
      code: ReplicaErrorCode;
      retryAfterSeconds?: number;
      branches?: readonly BranchRef[];
      fingerprint?: string;
      username?: string;
    }
  | { kind: 'subscribe'; id: number; method: string; args: unknown[] }
  | { kind: 'unsubscribe'; id: number }
  | { kind: 'event'; id: number; value: unknown }
  | { kind: 'end'; id: number; code: ReplicaErrorCode }
  | { kind: 'ping' }
  | { kind: 'pong' };

export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}
