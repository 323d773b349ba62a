import { ReplicaError, type ReplicaErrorCode } from '#renderer/replica/api/error.ts';

/** The code to show a sentence for. Anything that is not a typed error is our own fault: `internal`. */
export function errorCodeOf(error: unknown): ReplicaErrorCode {
  return error instanceof ReplicaError ? error.code : 'internal';
}
