import type { ClientPolicy, SessionUser } from '#shared/protocol/auth.ts';

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
