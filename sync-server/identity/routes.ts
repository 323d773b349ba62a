import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { offlineHoursOf } from '#shared/access/roles.ts';
import {
  refreshRequest,
  refreshResponse,
  type SignInResponse,
  signInRequest,
  signInResponse,
  signOutRequest,
  type Workplace,
} from '#shared/protocol/auth.ts';
import type { ErrorCode } from '#shared/protocol/errors.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { loadScope } from '../pull/grants.ts';
import { ACCESS_SECONDS, signAccessToken } from './access-token.ts';
import { certify, requirePublicKey } from './certificate.ts';
import type { DeviceRefusal } from './devices.ts';
import { refuseDemoElsewhere } from './guard.ts';
import { noteDelay, noteRefusal } from './note-refusal.ts';
import { verifyPassword } from './passwords.ts';
import { policyOf } from './policy.ts';
import { prove } from './prove.ts';
import { closeSession, type OpenSession, openSession, rotate } from './sessions.ts';
import { type Account, accountById, accountByName, at } from './users.ts';

const refusals: Record<DeviceRefusal, readonly [ErrorCode, string]> = {
  other_key: ['forbidden', 'this device is registered under another key'],
  to_be_wiped: ['forbidden', 'this device has an order to fetch first'],
  revoked: ['device_revoked', 'nobody is let in on this device any more'],
  not_approved: ['device_not_approved', 'this device waits for approval'],
};

/** Signing in, staying signed in, signing out. */
export function identityRoutes(app: TypedApp, context: Context): void {
  app.post(
    '/auth/sign-in',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Open a session',
        body: signInRequest,
        response: { 200: signInResponse, ...errors(400, 401, 403, 409, 429, 503) },
      },
    },
    async (request) => {
      const { password, deviceId, deviceKey, signingKey } = request.body;
      if (deviceKey !== undefined) await requirePublicKey(deviceKey, '/deviceKey');
      if (signingKey !== undefined) await requirePublicKey(signingKey, '/signingKey');
      const username = request.body.username.trim().toLowerCase();
      await checkThrottle(context, { username, deviceId, address: request.ip });
      const account = await accountByName(context, username);
      const attempt = { username, deviceId, userId: account?.user.id };
      const right = await verifyPassword(account?.passwordHash, password);
      const over = right && isOver(account, context.clock());
      if (!right || !account || over) {
        context.throttle.failed(username, request.ip);
        await noteRefusal(
          context,
          attempt,
          over ? 'one_time_over' : account ? 'wrong_password' : 'unknown_name',
        );
        context.metrics.signIns.inc({ result: 'refused' });
        throw new HttpError('credentials_invalid', 'wrong user name or password');
      }
      try {
        admit(account, request);
      } catch (error) {
        await noteRefusal(context, attempt, account.disabled ? 'user_disabled' : 'demo_account');
        throw error;
      }
      const branchId = placeOf(account, request.body.branchId);
      await prove(context, { request: request.body, address: request.ip, account, log: request.log });
      // Not before: a right password must not forgive the wrong codes that follow it.
      context.throttle.succeeded(username);
      const who = { userId: account.user.id, deviceId, deviceKey, branchId };
      await context.orderCopies?.ensure();
      const session = await openSession(context.pool, context.keys, who, context.clock());
      if ('refused' in session) {
        context.metrics.signIns.inc({ result: session.refused });
        throw new HttpError(...refusals[session.refused]);
      }
      context.metrics.signIns.inc({ result: 'accepted' });
      const opened = await answer(context, request, account, session, deviceId);
      if (signingKey === undefined) return opened;
      const statement = { userId: account.user.id, deviceId, publicKey: signingKey };
      return { ...opened, certificate: await certify(context.keys.pairs, statement, context.clock()) };
    },
  );

  app.post(
    '/auth/refresh',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Change a refresh token for its successor and a new access token',
        body: refreshRequest,
        response: { 200: refreshResponse, ...errors(400, 401, 403, 429, 503) },
      },
    },
    async (request) => {
      const { refreshToken, deviceId, branchId } = request.body;
      const now = context.clock();
      await context.orderCopies?.ensure();
      const session = await rotate(context.pool, context.keys, refreshToken, deviceId, now, branchId);
      const account = await accountById(context, session.userId);
      if (!account) throw new HttpError('unauthenticated', 'no such user');
      admit(account, request);
      return answer(context, request, account, session, deviceId);
    },
  );

  app.post(
    '/auth/sign-out',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'End the session of a refresh token',
        body: signOutRequest,
        response: { 204: z.null().describe('The session has ended'), ...errors(400, 429, 503) },
      },
    },
    async (request, reply) => {
      await closeSession(context.pool, context.keys, request.body.refreshToken, context.clock());
      return reply.code(204).send(null);
    },
  );
}

async function checkThrottle(
  context: Context,
  { username, deviceId, address }: { username: string; deviceId: string; address: string },
): Promise<void> {
  try {
    context.throttle.check(username, address);
  } catch (error) {
    if (context.throttle.isNews(username, address)) await noteDelay(context, { username, deviceId });
    throw error;
  }
}

/** A slip of paper that nobody used in time opens nothing, and says as little as a wrong password. */
function isOver(account: Account | undefined, now: Date): boolean {
  return account?.oneTimeUntil != null && account.oneTimeUntil <= now;
}

function admit(account: Account, request: FastifyRequest): void {
  if (account.disabled) throw new HttpError('user_disabled', 'the account is disabled');
  if (account.demo) refuseDemoElsewhere(request);
}

/** Where somebody works who signs in: who has several branches says which. */
function placeOf({ branches, user }: Account, wanted: string | undefined): string {
  const place = wanted === undefined && branches.length === 1 ? user.branchId : wanted?.toLowerCase();
  if (place !== undefined && branches.some(({ id }) => id === place)) return place;
  throw new HttpError('branch_choice', 'the branch is to be chosen', { branches });
}

/** The replicas of who has several branches, by branch: what of another one is kept on a device may be opened there. */
async function workplaces(context: Context, { branches, user }: Account): Promise<Workplace[]> {
  const scopes = await Promise.all(
    branches.map(({ id }) => loadScope(context.pool, { userId: user.id, actingAt: id }, context.clock())),
  );
  return branches.flatMap((branch, index) => {
    const scope = scopes[index];
    return scope === undefined ? [] : { ...branch, scope: scope.replica };
  });
}

async function answer(
  context: Context,
  request: FastifyRequest,
  account: Account,
  session: OpenSession,
  deviceId: string,
): Promise<SignInResponse> {
  const who = { userId: session.userId, sessionId: session.sessionId, deviceId };
  const scope = await loadScope(context.pool, who, context.clock());
  if (!scope) throw new HttpError('user_disabled', 'the account is disabled');
  const policy = await policyOf(context.pool, account.user.role, request.log);
  return {
    accessToken: await signAccessToken(context.keys.token, who, context.clock().getTime()),
    accessExpiresIn: ACCESS_SECONDS,
    refreshToken: session.refreshToken,
    user: at(account, session.branchId),
    offlineHours: policy.offlineHours ?? offlineHoursOf(account.user.role),
    scope: scope.replica,
    policy,
    serverKeys: context.keys.pairs.publicKeys,
    ...(account.branches.length > 1 && { branches: await workplaces(context, account) }),
  };
}
