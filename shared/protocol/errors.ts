import { z } from 'zod';
import { branchRef } from './auth.ts';

/** Why the server refused a request. A closed list: the client maps each to a sentence in the user's language. */
export const errorCode = z.enum([
  'bad_request',
  'payload_too_large',
  'unauthenticated',
  'credentials_invalid',
  'branch_choice',
  'password_change',
  'code_required',
  'code_invalid',
  'second_factor_missing',
  'session_revoked',
  'user_disabled',
  'demo_account_refused',
  'forbidden',
  'device_not_approved',
  'device_revoked',
  'not_found',
  'method_not_allowed',
  'rate_limited',
  'client_too_old',
  'server_too_old',
  'resync_required',
  'conflict',
  'busy',
  'unavailable',
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCode>;

export const errorBody = z.object({
  error: z.object({
    code: errorCode,
    /** For developers and logs, in English. Never holds customer data; never shown to users. */
    message: z.string(),
    /** Where in the request the fault is, as paths only, never values. */
    paths: z.array(z.string()).optional(),
    requestId: z.string().optional(),
    retryAfterSeconds: z.number().optional(),
    /** With `branch_choice`: where this user may work. */
    branches: z.array(branchRef).optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;
