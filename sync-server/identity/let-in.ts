import type { FastifyRequest } from 'fastify';
import type { SignInRequest, SignInResponse } from '#shared/protocol/auth.ts';
import type { ErrorCode } from '#shared/protocol/errors.ts';
import type { Context } from '../context.ts';
import type { Client } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import { answer } from './answer.ts';
import { certify } from './certificate.ts';
import { provesDevice } from './device-proof.ts';
import type { DeviceRefusal } from './devices.ts';
import { refuseDemoElsewhere } from './guard.ts';
import { noteDelay, noteRefusal } from './note-refusal.ts';
import { prove } from './prove.ts';
import type { WrongCode } from './second-factor.ts';
import { DAY, openSession } from './sessions.ts';
import { tooMany } from './throttle.ts';
import type { Account } from './users.ts';

const refusals: Record<DeviceRefusal, readonly [ErrorCode, string]> = {
  unproven: ['forbidden', 'this device did not prove its key'],
  other_key: ['forbidden', 'this device is registered under another key'],
  to_be_wiped: ['forbidden', 'this device has an order to fetch first'],
  revoked: ['device_revoked', 'nobody is let in on this device any more'],
  not_approved: ['device_not_approved', 'this device waits for approval'],
};

/** What is said at a sign-in besides who it is. */
export type Said = Pick<
  SignInRequest,
  'deviceId' | 'deviceKey' | 'deviceProof' | 'signingKey' | 'branchId' | 'newPassword' | 'code'
> & {
  /** Of who signs in with one. */
  readonly password?: string;
};

/**
 * Opens a session for somebody who has shown who they are, in whichever way, or says what else is needed. `spend` takes
 * what they have shown, in the transaction that opens the session: it is not used up by an answer that asks for more.
 */
export async function letIn(
  context: Context,
  request: FastifyRequest,
  account: Account,
  said: Said,
  spend?: (client: Client) => Promise<void>,
): Promise<SignInResponse> {
  const { deviceId, deviceKey, signingKey } = said;
  const { id: userId, username } = account.user;
  try {
    admit(account, request);
  } catch (error) {
    const why = account.disabled ? 'user_disabled' : 'demo_account';
    await noteRefusal(context, { username, deviceId, userId }, why);
    throw error;
  }
  const branchId = placeOf(account, said.branchId);
  const proven = await provesDevice(context, said);
  const shown = await prove(context, { said, account, log: request.log });
  const days = account.signIn === 'provider' ? context.provider?.config.sessionDays : undefined;
  const endsAt = days === undefined ? undefined : new Date(context.clock().getTime() + days * DAY);
  const who = { userId, deviceId, deviceKey, proven, branchId, endsAt };
  const session = await openSession(context.pool, context.keys, who, context.clock(), {
    judge: shown.judge,
    async spend(client) {
      await spend?.(client);
      return shown.spend(client);
    },
  });
  if ('refused' in session) {
    if (session.refused === 'wrong_code' || session.refused === 'slowed') {
      return await rejectCode(context, { username, deviceId, userId, address: request.ip }, session);
    }
    context.metrics.signIns.inc({ result: session.refused });
    throw new HttpError(...refusals[session.refused]);
  }
  // Not before: a right password must not forgive the wrong codes that follow it.
  context.throttle.succeeded(username, request.ip);
  context.metrics.signIns.inc({ result: 'accepted' });
  const opened = await answer(context, request, account, session, deviceId);
  if (signingKey === undefined) return opened;
  const statement = { userId, deviceId, publicKey: signingKey };
  return { ...opened, certificate: await certify(context.keys.pairs, statement, context.clock()) };
}

async function rejectCode(
  context: Context,
  { address, ...attempt }: { username: string; deviceId: string; userId: string; address: string },
  why: WrongCode,
): Promise<never> {
  if (why.refused === 'slowed') {
    context.metrics.signIns.inc({ result: 'slowed' });
    if (why.isNews) await noteDelay(context, attempt);
    throw tooMany(why.wait);
  }
  // Counted as a wrong password is too: six digits are soon tried out.
  context.throttle.failed(attempt.username, address);
  context.metrics.signIns.inc({ result: 'refused' });
  await noteRefusal(context, attempt, 'wrong_code');
  throw new HttpError('code_invalid', 'not a code of this moment, or it was used');
}

/**
 * Has an attempt to sign in judged by `judge`. Slows down who has failed too often, and notes it once a wait.
 */
export async function judgeSlowly<T>(
  context: Context,
  { username, deviceId, address }: { username: string; deviceId: string; address: string },
  judge: () => Promise<T>,
): Promise<T> {
  try {
    context.throttle.check(username, address);
  } catch (error) {
    context.metrics.signIns.inc({ result: 'slowed' });
    if (context.throttle.isNews(username, address)) await noteDelay(context, { username, deviceId });
    throw error;
  }
  return await context.throttle.attempt(username, address, judge);
}

export function admit(account: Account, request: FastifyRequest): void {
  if (account.disabled) throw new HttpError('user_disabled', 'the account is disabled');
  if (account.demo) refuseDemoElsewhere(request);
}

/** Where somebody works who signs in: who has several branches says which. */
function placeOf({ branches, user }: Account, wanted: string | undefined): string {
  const place = wanted === undefined && branches.length === 1 ? user.branchId : wanted?.toLowerCase();
  if (place !== undefined && branches.some(({ id }) => id === place)) return place;
  throw new HttpError('branch_choice', 'the branch is to be chosen', { branches });
}
