import { randomUUID } from 'node:crypto';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import swagger from '@fastify/swagger';
import fastify, { type FastifyBaseLogger, LogController, type RawServerDefault } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import { fieldRuleRoutes } from '../admin/field-rule-routes.ts';
import { organisationRoutes } from '../admin/organisation-routes.ts';
import { peopleRoutes } from '../admin/people-routes.ts';
import { policyRoutes } from '../admin/policy-routes.ts';
import { adminRoutes } from '../admin/routes.ts';
import { auditRoutes } from '../audit/routes.ts';
import type { Context } from '../context.ts';
import { deviceRoutes } from '../device/routes.ts';
import { fileRoutes } from '../files/routes.ts';
import { fleetRoutes } from '../fleet/routes.ts';
import { identityRoutes } from '../identity/routes.ts';
import { secondFactorRoutes } from '../identity/second-factor-routes.ts';
import { lookupRoutes } from '../lookup/routes.ts';
import { type Drain, turnAwayWhileDraining } from '../operations/drain.ts';
import { healthRoutes } from '../operations/health.ts';
import type { LogLevel } from '../operations/log-level.ts';
import { logLevelRoutes } from '../operations/log-level-route.ts';
import { overviewRoutes } from '../operations/overview.ts';
import { type NodeState, statusRoutes } from '../operations/status.ts';
import { parkedRoutes } from '../parked/routes.ts';
import { providerRoutes } from '../provider/routes.ts';
import { providerSignInRoute } from '../provider/sign-in-route.ts';
import { pullRoutes } from '../pull/routes.ts';
import { pushRoutes } from '../push/routes.ts';
import { releaseAdminRoutes } from '../releases/admin-routes.ts';
import { releaseDeviceRoutes } from '../releases/device-routes.ts';
import { releaseUploadRoutes } from '../releases/upload-routes.ts';
import { requestRoutes } from '../requests/routes.ts';
import { streamRoutes } from '../stream/routes.ts';
import { serveClient } from './client-files.ts';
import { bodyOf, errorHandler, sendError } from './error-handler.ts';
import { HttpError } from './http-error.ts';
import { acceptJsonOnly } from './json-body.ts';
import { answerUnknown } from './not-found.ts';
import { published } from './published.ts';
import { type SecurityOptions, secure } from './security.ts';
import type { Tls } from './tls.ts';
import type { TypedApp } from './typed-app.ts';
import { cutUnusedOnClose } from './unused-connections.ts';

export interface AppOptions extends SecurityOptions {
  readonly logger: FastifyBaseLogger;
  readonly staticDir?: string | undefined;
  readonly version: string;
  readonly nodeState: () => NodeState;
  readonly drain: Drain;
  readonly logLevel: LogLevel;
  /** Addresses and networks whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly trustedProxies: readonly string[];
  readonly tls?: Tls | undefined;
}

const REQUEST_TIMEOUT = 60_000;
const KEEP_ALIVE = 65_000;

/** The HTTP side of the server: everything between the socket and the services in `context`. */
export async function buildApp(context: Context, options: AppOptions): Promise<TypedApp> {
  const { tls } = options;
  const app: TypedApp = fastify<RawServerDefault>({
    loggerInstance: options.logger,
    // Fastify's own lines hold whole URLs; ours below hold the route.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    bodyLimit: 64 * 1024,
    requestTimeout: REQUEST_TIMEOUT,
    ...(tls && {
      serverFactory: (handler) => {
        // Fastify sets these itself only on a server that it made.
        const server = tls.createServer(handler);
        server.requestTimeout = REQUEST_TIMEOUT;
        server.keepAliveTimeout = KEEP_ALIVE;
        return server;
      },
    }),
    keepAliveTimeout: KEEP_ALIVE,
    // On close, answers under way are finished; connections that wait for another request are cut.
    forceCloseConnections: 'idle',
    // What still comes by a connection that is open is answered; none of them brings more than one.
    return503OnClosing: false,
    frameworkErrors: (_error, _request, reply) => {
      sendError(reply, new HttpError('bad_request', 'the request is malformed'));
    },
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) return;
      const body = JSON.stringify(bodyOf(new HttpError('bad_request', 'not an HTTP request')));
      socket.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(errorHandler);
  acceptJsonOnly(app);
  cutUnusedOnClose(app);
  observe(app, context);
  turnAwayWhileDraining(app, options.drain);
  await secure(app, context, options);
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    // Quality 4: three quarters of gzip's size at its speed.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    globalDecompression: false,
  });
  await app.register(swagger, {
    openapi: {
      info: { title: 'Branchline sync server', version: options.version },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: jsonSchemaTransform,
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (!reply.hasHeader('cache-control') && request.routeOptions.url !== undefined) {
      reply.header('cache-control', 'no-store');
    }
    return payload;
  });
  await app.register(async (scope) => {
    const api = scope.withTypeProvider<ZodTypeProvider>();
    identityRoutes(api, context);
    secondFactorRoutes(api, context);
    providerRoutes(api, context, options.allowedOrigins);
    providerSignInRoute(api, context);
    pullRoutes(api, context);
    pushRoutes(api, context);
    streamRoutes(api, context);
    overviewRoutes(api, context);
    deviceRoutes(api, context, options.requestsPerMinute * 20);
    releaseDeviceRoutes(api, context, options.requestsPerMinute * 20);
    releaseAdminRoutes(api, context);
    releaseUploadRoutes(api, context);
    fleetRoutes(api, context);
    parkedRoutes(api, context);
    requestRoutes(api, context);
    lookupRoutes(api, context);
    fileRoutes(api, context);
    adminRoutes(api, context);
    peopleRoutes(api, context);
    organisationRoutes(api, context);
    policyRoutes(api, context);
    fieldRuleRoutes(api, context);
    auditRoutes(api, context);
    statusRoutes(api, context, options.nodeState);
    healthRoutes(api, context, options.drain, options.nodeState);
    logLevelRoutes(api, context, options.logLevel);
    let description: object | undefined;
    api.get(
      '/openapi.json',
      { schema: { summary: 'This document', response: { 200: z.unknown() } } },
      async () => {
        description ??= published(app.swagger());
        return description;
      },
    );
  });
  if (options.staticDir !== undefined) await serveClient(app, options.staticDir);
  answerUnknown(app, options.staticDir !== undefined);
  return app;
}

/** One line and one measurement for each request: the route's pattern, never its URL, body or user name. */
function observe(app: TypedApp, context: Context): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const seconds = reply.elapsedTime / 1000;
    const labels = { route, method: request.method, status: String(reply.statusCode) };
    context.metrics.requests.observe(labels, seconds);
    request.log.info({ ...labels, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
}
