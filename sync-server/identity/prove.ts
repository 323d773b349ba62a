import type { FastifyBaseLogger } from 'fastify';
import { passwordFault } from '#shared/access/password-rules.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Said } from './let-in.ts';
import { noteRefusal } from './note-refusal.ts';
import { hashPassword } from './passwords.ts';
import { policyOf } from './policy.ts';
import { factorWanted, isEnrolled, takeCode } from './second-factor.ts';
import type { Account } from './users.ts';

export interface Proof {
  readonly said: Said;
  readonly address: string;
  readonly account: Account;
  readonly log: FastifyBaseLogger;
}

/**
 * What a right password, or the provider's word, does not settle yet: a one-time one is changed, a second factor shown. The code is looked at
 * last, when everything else is there: one is good once, and an answer that asks for more must not use it up.
 */
export async function prove(context: Context, proof: Proof): Promise<void> {
  const { said, account, log } = proof;
  const { id, role, username } = account.user;
  const change = account.oneTimeUntil !== null;
  if (change && said.newPassword === undefined) {
    throw new HttpError('password_change', 'a one-time password is changed with its use');
  }
  const fault =
    said.newPassword === undefined || !change
      ? undefined
      : passwordFault(said.newPassword, { username, before: said.password ?? '' });
  if (fault !== undefined)
    throw new HttpError('bad_request', `the new password is ${fault}`, { paths: ['/newPassword'] });
  const wanted = factorWanted(role, await policyOf(context.pool, role, log));
  if (wanted !== 'off' && (await isEnrolled(context.pool, id))) await requireCode(context, proof);
  if (change && said.newPassword !== undefined) {
    await replacePassword(context, account, said.newPassword, said.deviceId);
  }
}

async function requireCode(context: Context, { said, address, account }: Proof): Promise<void> {
  const { username, id } = account.user;
  if (said.code === undefined) throw new HttpError('code_required', 'a code of the second factor is missing');
  if ((await takeCode(context, id, said.code)) !== undefined) return;
  // Counted as a wrong password is: six digits are soon tried out.
  context.throttle.failed(username, address);
  context.metrics.signIns.inc({ result: 'refused' });
  await noteRefusal(context, { username, deviceId: said.deviceId, userId: id }, 'wrong_code');
  throw new HttpError('code_invalid', 'not a code of this moment, or it was used');
}

/** Two sign-ins with one slip of paper: the second finds that it was used. */
async function replacePassword(
  context: Context,
  account: Account,
  password: string,
  deviceId: string,
): Promise<void> {
  const { id } = account.user;
  const hash = await hashPassword(password);
  await inTransaction(context.pool, async (client) => {
    const changed = await client.query(
      'update users set password_hash = $3, one_time_until = null where id = $1 and password_hash = $2',
      [id, account.passwordHash, hash],
    );
    if (changed.rowCount === 0)
      throw new HttpError('credentials_invalid', 'the password was changed meanwhile');
    const act = { actorId: id, deviceId, subjectId: id, reason: '' };
    await audit(client, { ...act, action: 'person.password' }, context.clock());
  });
}
