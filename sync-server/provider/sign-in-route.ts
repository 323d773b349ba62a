import { signInResponse } from '#shared/protocol/auth.ts';
import { providerSignIn } from '#shared/protocol/provider.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireKeys } from '../identity/certificate.ts';
import { judgeSlowly, letIn } from '../identity/let-in.ts';
import { noteRefusal, type SignInRefusal } from '../identity/note-refusal.ts';
import { type Account, accountById } from '../identity/users.ts';
import { readTicket, spendTicket } from './flows.ts';
import { requireProvider } from './routes.ts';

/** Changes the ticket that came back from the provider for a session, as a password is. */
export function providerSignInRoute(app: TypedApp, context: Context): void {
  app.post(
    '/auth/oidc/sign-in',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Open a session with a ticket',
        body: providerSignIn,
        response: { 200: signInResponse, ...errors(400, 401, 403, 404, 409, 413, 429, 503) },
      },
    },
    async (request) => {
      requireProvider(context.provider);
      const { ticket, verifier, deviceId } = request.body;
      await requireKeys(request.body);
      // As with a password: what the database has lost is in force again before anybody is looked up.
      await context.orderCopies?.ensure();
      const shown = await readTicket(context.pool, ticket, verifier, context.clock());
      const account = shown && (await accountById(context, shown.userId));
      // Of a ticket that is nobody's only the device can be slowed down, and the address.
      const username = account?.user.username ?? `device ${deviceId}`;
      const person = await judgeSlowly(context, { username, deviceId, address: request.ip }, async () => {
        // IT may have given the person a password while the ticket was on its way.
        if (shown?.right && account?.signIn === 'provider') return account;
        return refuse(shown ? 'wrong_verifier' : 'wrong_ticket', username, account);
      });
      return await letIn(context, request, person, request.body, async (client) => {
        if (!(await spendTicket(client, ticket)))
          throw new HttpError('credentials_invalid', 'the ticket was used');
      });

      async function refuse(why: SignInRefusal, name: string, whose: Account | undefined): Promise<never> {
        context.throttle.failed(name, request.ip);
        await noteRefusal(context, { username: name, deviceId, userId: whose?.user.id }, why);
        context.metrics.signIns.inc({ result: 'refused' });
        throw new HttpError('credentials_invalid', 'not a ticket, or it is over');
      }
    },
  );
}
