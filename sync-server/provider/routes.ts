import type { FastifyReply } from 'fastify';
import { calculatePKCECodeChallenge } from 'openid-client';
import { z } from 'zod';
import {
  GO_PATH,
  type ProviderAnswer,
  providerBegin,
  providerBegun,
  signInWays,
} from '#shared/protocol/provider.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { clearCookie, cookieReader, setCookie } from './cookies.ts';
import { beginFlow, claimFlow, endFlow, FLOW_SECONDS, grantTicket, openFlow } from './flows.ts';
import { lostPage } from './lost-page.ts';
import { personOf } from './person.ts';
import { CALLBACK_PATH, type Provider } from './provider.ts';
import { ProviderRefusal } from './refusal.ts';
import { addressWith, kindOfReturn } from './return-to.ts';

const params = z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
/** Of the provider's answer only this is ours to read; the rest goes to the library as it came. */
const returned = z.looseObject({ state: z.string().min(1).max(200).optional() });

/** Signing in at the bank's provider: from the client to the provider and back to the client, by way of a browser. */
export function providerRoutes(app: TypedApp, context: Context, allowedOrigins: readonly string[]): void {
  const { clock } = context;
  const originsOf = ({ config }: Provider) => [config.publicOrigin, ...allowedOrigins];
  const isSecure = ({ config }: Provider) => config.publicOrigin.startsWith('https:');

  app.get(
    '/auth/ways',
    {
      schema: {
        summary: 'How one may sign in besides name and password',
        response: { 200: signInWays, ...errors(429, 503) },
      },
    },
    async () => (context.provider ? { provider: { label: context.provider.config.label } } : {}),
  );

  app.post(
    '/auth/oidc/begin',
    {
      bodyLimit: 2048,
      schema: {
        summary: 'Begin a sign-in at the provider',
        body: providerBegin,
        response: { 200: providerBegun, ...errors(400, 404, 413, 429, 503) },
      },
    },
    async (request) => {
      const asked = requireProvider(context.provider);
      if (kindOfReturn(request.body.returnTo, originsOf(asked)) === undefined) {
        throw new HttpError('bad_request', 'answers are not sent there', { paths: ['/returnTo'] });
      }
      const id = await beginFlow(context.pool, request.body, clock());
      return { url: `${asked.config.publicOrigin}${GO_PATH}${id}`, expiresIn: FLOW_SECONDS };
    },
  );

  app.get(
    `${GO_PATH}:id`,
    {
      schema: {
        summary: 'Takes a browser to the provider',
        params,
        response: { ...errors(400, 404, 429, 503) },
      },
    },
    async (request, reply) => {
      const asked = requireProvider(context.provider);
      const flow = await openFlow(context.pool, request.params.id, cookieReader(request), clock());
      if (flow === undefined) return lost(reply);
      try {
        const challenge = await calculatePKCECodeChallenge(flow.proof.codeVerifier);
        const address = await asked.addressFor(flow.proof, challenge);
        setCookie(reply, flow.cookie, isSecure(asked));
        return reply.redirect(address.href, 303);
      } catch (error) {
        return send(reply, asked, flow.returnTo, problemOf(error));
      }
    },
  );

  app.get(
    CALLBACK_PATH,
    {
      schema: {
        summary: 'Takes the answer of the provider, and a browser back to the client',
        querystring: returned,
        response: { ...errors(400, 404, 429, 503) },
      },
    },
    async (request, reply) => {
      const asked = requireProvider(context.provider);
      const { state } = request.query;
      const claimed =
        state === undefined
          ? undefined
          : await claimFlow(context.pool, state, cookieReader(request), clock());
      if (claimed === undefined) return lost(reply);
      const { flow } = claimed;
      if (!claimed.own) {
        context.metrics.provider.inc({ step: 'return', result: 'other_browser' });
        return send(reply, asked, flow.returnTo, { problem: 'other_browser' });
      }
      clearCookie(reply, claimed.cookie, isSecure(asked));
      try {
        const query = request.url.slice(request.url.indexOf('?'));
        const identity = await asked.identify(query, claimed.proof);
        const ticket = await grantTicket(context.pool, flow, await personOf(context, identity), clock());
        context.metrics.provider.inc({ step: 'return', result: 'vouched' });
        return send(reply, asked, flow.returnTo, { ticket });
      } catch (error) {
        await endFlow(context.pool, flow);
        const answer = problemOf(error);
        context.metrics.provider.inc({ step: 'return', result: answer.problem });
        request.log.warn(
          { problem: answer.problem, fault: faultOf(error) },
          'a sign-in at the provider failed',
        );
        return send(reply, asked, flow.returnTo, answer);
      }
    },
  );

  function send(reply: FastifyReply, asked: Provider, returnTo: string, answer: ProviderAnswer) {
    const address = addressWith(returnTo, originsOf(asked), answer);
    // An origin that was allowed when the sign-in began and is not any more.
    return address === undefined ? lost(reply) : reply.redirect(address, 303);
  }
}

export function requireProvider(provider: Provider | undefined): Provider {
  if (provider === undefined) throw new HttpError('not_found', 'nobody signs in at a provider here');
  return provider;
}

function lost(reply: FastifyReply) {
  return reply.code(410).type('text/html; charset=utf-8').send(lostPage);
}

function problemOf(error: unknown): Extract<ProviderAnswer, { problem: unknown }> {
  if (error instanceof ProviderRefusal) return { problem: error.problem };
  throw error;
}

/** The class of what went wrong: messages of the library can quote what the provider said of a person. */
function faultOf(error: unknown): string | undefined {
  const { cause } = error instanceof Error ? error : {};
  if (!(cause instanceof Error)) return undefined;
  return `${cause.name} ${'code' in cause && typeof cause.code === 'string' ? cause.code : ''}`.trim();
}
