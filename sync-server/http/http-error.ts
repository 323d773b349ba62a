import type { BranchRef } from '#shared/protocol/auth.ts';
import type { ErrorCode } from '#shared/protocol/errors.ts';

const statusOf: Record<ErrorCode, number> = {
  bad_request: 400,
  payload_too_large: 413,
  unauthenticated: 401,
  credentials_invalid: 401,
  branch_choice: 409,
  password_change: 409,
  code_required: 409,
  code_invalid: 401,
  second_factor_missing: 403,
  session_revoked: 401,
  user_disabled: 403,
  demo_account_refused: 403,
  forbidden: 403,
  device_not_approved: 403,
  device_revoked: 403,
  not_found: 404,
  method_not_allowed: 405,
  rate_limited: 429,
  client_too_old: 426,
  server_too_old: 409,
  resync_required: 409,
  conflict: 409,
  busy: 503,
  unavailable: 503,
  internal: 500,
};

export interface HttpErrorDetails {
  readonly status?: number;
  /** Where in the request the fault is: paths, never values. */
  readonly paths?: string[];
  readonly retryAfterSeconds?: number;
  readonly branches?: readonly BranchRef[];
}

/** A refusal that the client understands. The message is for developers and never holds customer data. */
export class HttpError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: HttpErrorDetails;
  constructor(code: ErrorCode, message: string, details: HttpErrorDetails = {}) {
    super(message);
    this.name = 'HttpError';
    this.code = code;
    this.status = details.status ?? statusOf[code];
    this.details = details;
  }
}
