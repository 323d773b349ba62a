import { z } from 'zod';
import { chainState } from '../audit/state.ts';
import type { Context } from '../context.ts';
import { isMigrated } from '../db/migrate.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';

/** A feed that stands still this long makes the node not ready: replicas would get stale data from it. */
const MAX_LAG_SECONDS = 60;

/** For load balancers and Prometheus. None of it holds data of customers or staff. */
export function healthRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/healthz',
    {
      config: { rateLimit: false },
      schema: {
        summary: 'The process answers',
        response: { 200: z.object({ status: z.literal('ok') }) },
      },
    },
    () => Promise.resolve({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      config: { rateLimit: false },
      schema: {
        summary: 'The node can serve: database, schema, feed',
        response: {
          200: z.object({
            status: z.literal('ready'),
            feedLagSeconds: z.number(),
            deadLetters: z.int(),
            /** Of the audit chain: the oldest line that waits for its place, and the last signed head. */
            auditLagSeconds: z.number(),
            auditHeadAgeSeconds: z.number(),
          }),
          ...errors(503),
        },
      },
    },
    async () => {
      if (!(await isMigrated(context.pool)))
        throw new HttpError('unavailable', 'the schema is not up to date');
      const { lagSeconds, deadLetters } = await context.feedWatch.look();
      if (lagSeconds > MAX_LAG_SECONDS) throw new HttpError('unavailable', 'the feed stands still');
      const audit = await chainState(context.pool, context.clock());
      return {
        status: 'ready' as const,
        feedLagSeconds: lagSeconds,
        deadLetters,
        auditLagSeconds: audit.lagSeconds,
        auditHeadAgeSeconds: audit.headAgeSeconds,
      };
    },
  );

  app.get(
    '/metrics',
    {
      config: { rateLimit: false },
      schema: {
        summary: 'Figures for Prometheus',
        response: { 200: z.string().describe('Prometheus text format') },
      },
    },
    async (_request, reply) => {
      const { metrics } = context;
      await context.feedWatch.look().then(
        ({ lagSeconds, deadLetters }) => {
          metrics.feedLag.set(lagSeconds);
          metrics.deadLetters.set(deadLetters);
        },
        // Without the database the rest of the figures matter all the more.
        () => undefined,
      );
      await chainState(context.pool, context.clock()).then(
        ({ lagSeconds, waiting, headAgeSeconds, head }) => {
          metrics.auditLag.set(lagSeconds);
          metrics.auditWaiting.set(waiting);
          metrics.auditHeadAge.set(headAgeSeconds);
          const copied = context.headCopies && (context.headCopies.last?.number ?? 0);
          metrics.auditHeadsToCopy.set(
            copied === undefined ? Number.NaN : Math.max(0, (head?.number ?? 0) - copied),
          );
        },
        () => undefined,
      );
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    },
  );
}
