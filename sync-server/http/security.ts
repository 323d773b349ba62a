import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { Context } from '../context.ts';
import { claimsIn } from '../identity/guard.ts';
import { HttpError } from './http-error.ts';
import type { TypedApp } from './typed-app.ts';

export interface SecurityOptions {
  readonly allowedOrigins: readonly string[];
  /** Requests a minute for each session, and for each address without one. */
  readonly requestsPerMinute: number;
}

/** A year, and every name below the server's own: https://www.rfc-editor.org/rfc/rfc6797 */
const HSTS = 'max-age=31536000; includeSubDomains';

/** Headers, origins and limits that hold for every route. */
export async function secure(app: TypedApp, context: Context, options: SecurityOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The password's key derivation is WebAssembly; nothing else is compiled from data.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'"],
        // Components set style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    // Ours below: only where the client came by TLS, to this node or to a proxy that is believed.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.protocol === 'https') reply.header('strict-transport-security', HSTS);
  });
  await app.register(cors, {
    origin: [...options.allowedOrigins],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type'],
    // `date` lets a client on another origin notice that its clock is wrong.
    exposedHeaders: ['retry-after', 'date'],
    maxAge: 600,
  });
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    // Only a token that is ours makes a key of its own: made-up ones would each be a fresh start.
    keyGenerator: async (request) => (await claimsIn(context, request))?.sessionId ?? request.ip,
    // The client's own files come in bursts and cost nothing.
    allowList: (request) => request.routeOptions.url === undefined || request.routeOptions.url === '/*',
    errorResponseBuilder: (_request, { ttl }) =>
      new HttpError('rate_limited', 'too many requests', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  });
}
