import type { SignInWay } from '#shared/access/sign-in-way.ts';
import type { Context } from '../context.ts';
import type { Client } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import { endSessionsOf } from '../identity/sessions.ts';
import { NO_PASSWORD } from '../identity/users.ts';

/**
 * Has somebody sign in another way from now on. What they proved themselves with is forgotten, the link to an account of
 * the provider too, and all sessions end: a password that is known to somebody is a reason to change the way. Who signs
 * in with a password again gets one by a reset.
 */
export async function changeSignIn(
  client: Client,
  context: Pick<Context, 'provider' | 'clock'>,
  userId: string,
  wanted: SignInWay,
): Promise<void> {
  if (wanted === 'provider' && !context.provider) {
    throw new HttpError('bad_request', 'there is no provider', { paths: ['/signIn'] });
  }
  const changed = await client.query(
    `update users set sign_in = $2, password_hash = $3, one_time_until = null
     where id = $1 and sign_in <> $2 and not demo`,
    [userId, wanted, NO_PASSWORD],
  );
  if (changed.rowCount === 0) return await requireSame(client, userId, wanted);
  await client.query('delete from provider_links where user_id = $1', [userId]);
  await endSessionsOf(client, userId, 'other_way', context.clock());
}

/** Accounts of the demo keep the password that is printed where the demo starts. */
async function requireSame(client: Client, userId: string, wanted: SignInWay): Promise<void> {
  const same = await client.query('select 1 from users where id = $1 and sign_in = $2', [userId, wanted]);
  if (same.rowCount === 0) {
    throw new HttpError('bad_request', 'accounts of the demo sign in with their password', {
      paths: ['/signIn'],
    });
  }
}
