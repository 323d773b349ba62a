import type { FastifyBaseLogger } from 'fastify';
import { passwordFault } from '#shared/access/password-rules.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import type { Client } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Said } from './let-in.ts';
import { hashPassword } from './passwords.ts';
import { policyOf } from './policy.ts';
import {
  factorWanted,
  isEnrolled,
  judgeCode,
  type RightCode,
  spendCode,
  type WrongCode,
} from './second-factor.ts';
import type { Shown } from './sessions.ts';
import type { Account } from './users.ts';

/**
 * What a right password, or the provider's word, does not settle yet: a one-time one is changed, a second factor shown. Refuses
 * where something is missing. What is there is judged and taken with the session that it opens: one that is refused,
 * as on a device that waits for approval, uses up neither the slip of paper nor the code.
 */
export async function prove(
  context: Context,
  { said, account, log }: { said: Said; account: Account; log: FastifyBaseLogger },
): Promise<Shown<WrongCode>> {
  const { id, role, username } = account.user;
  const newPassword = account.oneTimeUntil === null ? undefined : requireNew(said, username);
  const wanted = factorWanted(role, await policyOf(context.pool, role, log));
  const isAsked = wanted !== 'off' && (await isEnrolled(context.pool, id));
  if (isAsked && said.code === undefined)
    throw new HttpError('code_required', 'a code of the second factor is missing');
  // Before any lock is taken: hashing is slow by design.
  const hash = newPassword === undefined ? undefined : await hashPassword(newPassword);
  let code: RightCode | undefined;
  return {
    async judge(client) {
      await requireUnchanged(client, account);
      if (!isAsked || said.code === undefined) return undefined;
      const judged = await judgeCode(client, context, id, said.code);
      if ('refused' in judged) return judged;
      code = judged;
      return undefined;
    },
    async spend(client) {
      if (code !== undefined) await spendCode(client, context, id, code);
      if (hash !== undefined) await replacePassword(client, context, { id, hash, deviceId: said.deviceId });
      return code !== undefined && 'recovery' in code ? { factor: 'recovery' } : {};
    },
  };
}

function requireNew({ newPassword, password }: Said, username: string): string {
  if (newPassword === undefined)
    throw new HttpError('password_change', 'a one-time password is changed with its use');
  const fault = passwordFault(newPassword, { username, before: password ?? '' });
  if (fault !== undefined)
    throw new HttpError('bad_request', `the new password is ${fault}`, { paths: ['/newPassword'] });
  return newPassword;
}

/**
 * What was shown still opens the account: two sign-ins with one slip of paper take turns, and the second one finds that it
 * was used; so does one that a reset has overtaken.
 */
async function requireUnchanged(client: Client, { user, signIn, passwordHash }: Account): Promise<void> {
  const found = await client.query(
    `select 1 from users where id = $1 and sign_in = $2 and ($2 = 'provider' or password_hash = $3)
     for no key update`,
    [user.id, signIn, passwordHash],
  );
  if (found.rowCount === 0) throw new HttpError('credentials_invalid', 'the account was changed meanwhile');
}

async function replacePassword(
  client: Client,
  context: Context,
  { id, hash, deviceId }: { id: string; hash: string; deviceId: string },
): Promise<void> {
  await client.query('update users set password_hash = $2, one_time_until = null where id = $1', [id, hash]);
  const act = { actorId: id, deviceId, subjectId: id, reason: '' };
  await audit(client, { ...act, action: 'person.password' }, context.clock());
}
