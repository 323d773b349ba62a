import { z } from 'zod';
import { chainState } from '../audit/state.ts';
import type { Context } from '../context.ts';
import { isMigrated } from '../db/migrate.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import type { Drain } from './drain.ts';
import { scrape } from './scrape.ts';
import type { NodeState } from './status.ts';

/** A feed that stands still this long makes the node not ready: replicas would get stale data from it. */
const MAX_LAG_SECONDS = 60;

/** For load balancers and Prometheus. None of it holds data of customers or staff. */
export function healthRoutes(
  app: TypedApp,
  context: Context,
  drain: Drain,
  nodeState: () => NodeState,
): void {
  app.get(
    '/healthz',
    {
      config: { rateLimit: false },
      schema: {
        summary: 'The process answers',
        response: { 200: z.object({ status: z.literal('ok') }), ...errors(503) },
      },
    },
    async () => {
      // Devices that know several servers ask this before they settle for one.
      if (drain.phase === 'emptying') throw new HttpError('unavailable', 'this node is going');
      return { status: 'ok' as const };
    },
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
      if (drain.phase !== 'none') throw new HttpError('unavailable', 'this node is going');
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
      await scrape(context);
      const { registry, stamping, draining } = context.metrics;
      stamping.set(nodeState().stamping ? 1 : 0);
      draining.set(drain.phase === 'none' ? 0 : 1);
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
}
