import { z } from 'zod';

const password = z.string().min(1).max(200);

/** What is typed at the sign-in: six digits of the moment, or one of the recovery codes. */
export const factorCode = z.string().min(6).max(24);

/** `GET /auth/second-factor` */
export const factorState = z.object({
  enrolled: z.boolean(),
  /** Whether the bank asks this user for one. */
  wanted: z.enum(['off', 'optional', 'required']),
  recoveryCodesLeft: z.int(),
  /** The user has no password here: a factor is set up with a session that was opened within ten minutes. */
  byProvider: z.boolean().optional(),
});
export type FactorState = z.infer<typeof factorState>;

/** `POST /auth/second-factor/begin`: the password once more, where there is one, so that an open screen is not enough. */
export const factorBegin = z.strictObject({ password: password.optional() });
export const factorSecret = z.object({
  /** Base32, for typing into an authenticator. */
  secret: z.string(),
  /** `otpauth://` address, for programs that take one. */
  uri: z.string(),
});
export type FactorSecret = z.infer<typeof factorSecret>;

/** `POST /auth/second-factor/confirm`: the first code of the new secret. */
export const factorConfirm = z.strictObject({ code: z.string().regex(/^\d{6}$/) });
/** Shown once; each opens one sign-in. */
export const recoveryCodes = z.object({ codes: z.array(z.string()) });
