import type { FastifyRequest } from 'fastify';
import { HttpError } from './http-error.ts';
import type { TypedApp } from './typed-app.ts';

/** Counts a request, and throws `rate_limited` when there were too many of its kind. */
export type RequestLimit = (request: FastifyRequest) => Promise<void>;

/**
 * A limit that a route asks for itself, once it knows for sure who is asking; the one by address and session in
 * `security.ts` holds besides. Counted per node.
 */
export function requestLimit(
  app: TypedApp,
  perMinute: number,
  keyOf: (request: FastifyRequest) => string | Promise<string>,
): RequestLimit {
  const take = app.createRateLimit({ max: perMinute, timeWindow: 60_000, keyGenerator: keyOf });
  return async (request) => {
    const taken = await take(request);
    if (taken.isAllowed || !taken.isExceeded) return;
    throw new HttpError('rate_limited', 'too many requests', { retryAfterSeconds: taken.ttlInSeconds });
  };
}
