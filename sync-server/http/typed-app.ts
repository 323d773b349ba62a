import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { errorBody } from '#shared/protocol/errors.ts';

/** Fastify with request and response types inferred from zod schemas. */
export type TypedApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The error answers that a route's schema names. */
export function errors<S extends number>(...statuses: S[]): Record<S, typeof errorBody> {
  return Object.fromEntries(statuses.map((status) => [status, errorBody])) as Record<S, typeof errorBody>;
}

/**
 * The schema of an answer that a route builds as JSON text itself: documented, and not parsed again to be sent.
 * Fastify passes text through unserialised.
 */
export function sentAsText(schema: z.ZodType): z.ZodType<unknown> {
  return schema;
}
