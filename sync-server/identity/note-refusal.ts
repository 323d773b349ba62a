import { createHmac } from 'node:crypto';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';

/** Why nobody was signed in. */
export type SignInRefusal =
  | 'unknown_name'
  | 'wrong_password'
  | 'user_disabled'
  | 'demo_account'
  | 'wrong_code'
  | 'one_time_over'
  | 'password_of_provider_person'
  | 'wrong_ticket'
  | 'wrong_verifier'
  | 'unknown_person'
  | 'other_account';

interface Attempt {
  readonly username: string;
  /** Unknown where a browser comes back from the provider. */
  readonly deviceId?: string;
  /** Of the account, where there is one. */
  readonly userId?: string | undefined;
}

/**
 * Notes a refused sign-in. What was typed is not kept, for people type passwords into the wrong field: equal marks are
 * equal names.
 */
export function noteRefusal(context: Context, attempt: Attempt, why: SignInRefusal): Promise<void> {
  return note(context, attempt, 'session.refuse', { why });
}

/** Notes that somebody has to wait after failed sign-ins: once for each wait, however often it is tried meanwhile. */
export function noteDelay(context: Context, attempt: Attempt): Promise<void> {
  return note(context, attempt, 'session.delay', {});
}

function note(
  context: Context,
  { username, deviceId, userId }: Attempt,
  action: 'session.refuse' | 'session.delay',
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  const mark = createHmac('sha256', context.keys.lookup).update(`name\0${username}`).digest('base64url');
  return audit(
    context.pool,
    {
      actorId: userId ?? null,
      action,
      ...(deviceId !== undefined && { deviceId }),
      ...(userId !== undefined && { subjectId: userId }),
      reason: '',
      detail: { ...detail, name: mark.slice(0, 16) },
    },
    context.clock(),
  );
}
