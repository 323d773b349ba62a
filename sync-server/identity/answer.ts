import type { FastifyRequest } from 'fastify';
import { offlineHoursOf } from '#shared/access/roles.ts';
import type { SignInResponse, Workplace } from '#shared/protocol/auth.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { loadScope } from '../pull/grants.ts';
import { ACCESS_SECONDS, signAccessToken } from './access-token.ts';
import { policyOf } from './policy.ts';
import type { OpenSession } from './sessions.ts';
import { type Account, at } from './users.ts';

/** What a client is told at the beginning of a session, and at each refresh. */
export async function answer(
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
    policy: Object.keys(scope.taken).length === 0 ? policy : { ...policy, fieldRules: scope.taken },
    serverKeys: context.keys.pairs.publicKeys,
    ...(account.branches.length > 1 && { branches: await workplaces(context, account) }),
  };
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
