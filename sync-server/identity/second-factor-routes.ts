import {
  factorBegin,
  factorConfirm,
  factorSecret,
  factorState,
  recoveryCodes,
} from '#shared/protocol/second-factor.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { type Principal, requireUser } from './guard.ts';
import { verifyPassword } from './passwords.ts';
import { policyOf } from './policy.ts';
import {
  beginEnrolment,
  confirmEnrolment,
  factorWanted,
  isEnrolled,
  recoveryCodesLeft,
} from './second-factor.ts';
import { accountById } from './users.ts';

const security = [{ bearer: [] }];
/** For which the opening of a session speaks for whoever sits in front of it. */
const FRESH_MINUTES = 10;
const writing = errors(400, 401, 403, 409, 413, 429, 503);

/** The own second factor: set up by whoever knows the password, taken away by another administrator only. */
export function secondFactorRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/auth/second-factor',
    {
      schema: {
        summary: 'Whether a second factor is set up, and wanted',
        security,
        response: { 200: factorState, ...errors(401, 403, 429, 503) },
      },
    },
    async (request) => {
      const { userId, role } = await requireUser(context, request);
      return {
        enrolled: await isEnrolled(context.pool, userId),
        wanted: factorWanted(role, await policyOf(context.pool, role, request.log)),
        recoveryCodesLeft: await recoveryCodesLeft(context.pool, userId),
        ...((await accountById(context, userId))?.signIn === 'provider' && { byProvider: true }),
      };
    },
  );

  app.post(
    '/auth/second-factor/begin',
    {
      bodyLimit: 1024,
      schema: {
        summary: 'A new secret for an authenticator',
        security,
        body: factorBegin,
        response: { 200: factorSecret, ...writing },
      },
    },
    async (request) => {
      const principal = await requireUser(context, request);
      if (factorWanted(principal.role, await policyOf(context.pool, principal.role, request.log)) === 'off') {
        throw new HttpError('forbidden', 'this role has no second factor');
      }
      const username = await checkOwner(context, principal, request.body.password, request.ip);
      const secret = await beginEnrolment(context, { id: principal.userId, username });
      if (secret === 'enrolled') throw new HttpError('conflict', 'there is a second factor already');
      return secret;
    },
  );

  app.post(
    '/auth/second-factor/confirm',
    {
      bodyLimit: 1024,
      schema: {
        summary: 'Show with a first code that the secret arrived',
        security,
        body: factorConfirm,
        response: { 200: recoveryCodes, ...writing },
      },
    },
    async (request) => {
      const { userId, deviceId } = await requireUser(context, request);
      const key = `factor ${userId}`;
      const codes = await context.throttle.attempt(key, request.ip, async () => {
        const shown = await confirmEnrolment(context, userId, request.body.code, (client) =>
          audit(
            client,
            { actorId: userId, deviceId, subjectId: userId, action: 'person.enrol', reason: '' },
            context.clock(),
          ),
        );
        if (shown !== undefined) return shown;
        context.throttle.failed(key, request.ip);
        throw new HttpError('code_invalid', 'not a code of the secret at this moment');
      });
      context.throttle.succeeded(key, request.ip);
      return { codes };
    },
  );
}

/**
 * That it is the owner of the account who asks, and not whoever came to an open screen. A wrong password is counted as a
 * failed sign-in is; who has none has signed in at the provider just now.
 */
async function checkOwner(
  context: Context,
  { userId, sessionId }: Principal,
  password: string | undefined,
  address: string,
): Promise<string> {
  const account = await accountById(context, userId);
  if (!account) throw new HttpError('unauthenticated', 'no such user');
  const { username } = account.user;
  if (account.signIn === 'provider') {
    if (await isFresh(context, sessionId)) return username;
    throw new HttpError('forbidden', 'the session was not opened just now', { paths: ['/session'] });
  }
  if (password === undefined)
    throw new HttpError('bad_request', 'the password is missing', { paths: ['/password'] });
  return await context.throttle.attempt(username, address, async () => {
    if (await verifyPassword(account.passwordHash, password)) return username;
    context.throttle.failed(username, address);
    throw new HttpError('forbidden', 'the password is wrong', { paths: ['/password'] });
  });
}

async function isFresh(context: Context, sessionId: string): Promise<boolean> {
  const since = new Date(context.clock().getTime() - FRESH_MINUTES * 60_000);
  const found = await context.pool.query('select 1 from sessions where id = $1 and created_at > $2', [
    sessionId,
    since,
  ]);
  return found.rowCount === 1;
}
