import { z } from 'zod';
import {
  refreshRequest,
  refreshResponse,
  signInRequest,
  signInResponse,
  signOutRequest,
} from '#shared/protocol/auth.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { answer } from './answer.ts';
import { requireKeys } from './certificate.ts';
import { admit, judgeSlowly, letIn } from './let-in.ts';
import { noteRefusal, type SignInRefusal } from './note-refusal.ts';
import { verifyPassword } from './passwords.ts';
import { closeSession, rotate } from './sessions.ts';
import { type Account, accountById, accountByName } from './users.ts';

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
      const { password, deviceId } = request.body;
      await requireKeys(request.body);
      const username = request.body.username.trim().toLowerCase();
      const account = await judgeSlowly(context, { username, deviceId, address: request.ip }, async () => {
        // Before the account is looked at: a database that was put back may have somebody in it who was disabled since.
        await context.orderCopies?.ensure();
        const found = await accountByName(context, username);
        const right = await verifyPassword(found?.passwordHash, password);
        const over = right && isOver(found, context.clock());
        if (right && found && !over) return found;
        context.throttle.failed(username, request.ip);
        const attempt = { username, deviceId, userId: found?.user.id };
        await noteRefusal(context, attempt, over ? 'one_time_over' : wrongFor(found));
        context.metrics.signIns.inc({ result: 'refused' });
        throw new HttpError('credentials_invalid', 'wrong user name or password');
      });
      return await letIn(context, request, account, request.body);
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

function wrongFor(account: Account | undefined): SignInRefusal {
  if (!account) return 'unknown_name';
  return account.signIn === 'provider' ? 'password_of_provider_person' : 'wrong_password';
}

/** A slip of paper that nobody used in time opens nothing, and says as little as a wrong password. */
function isOver(account: Account | undefined, now: Date): boolean {
  return account?.oneTimeUntil != null && account.oneTimeUntil <= now;
}
