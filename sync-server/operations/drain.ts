import type { FastifyReply } from 'fastify';
import { HttpError } from '../http/http-error.ts';
import type { TypedApp } from '../http/typed-app.ts';

/**
 * How a node goes: `leaving` tells load balancers, which stop sending it anything new; `emptying` turns devices away
 * that come by themselves. Everything that is asked is answered until the end.
 */
export type DrainPhase = 'none' | 'leaving' | 'emptying';

export class Drain {
  #phase: DrainPhase = 'none';

  get phase(): DrainPhase {
    return this.#phase;
  }

  enter(phase: Exclude<DrainPhase, 'none'>): void {
    this.#phase = phase;
  }
}

/** Seconds after which a device may ask for a stream again; it has gone to another node by then. */
const RETRY_SECONDS = 1;

/** A connection that stays open would bring the next request here as well, and a stream would end at once. */
export function turnAwayWhileDraining(app: TypedApp, drain: Drain): void {
  const closeAfter = (reply: FastifyReply) => {
    if (drain.phase !== 'none') reply.header('connection', 'close');
  };
  app.addHook('onRequest', async (request, reply) => {
    closeAfter(reply);
    if (drain.phase === 'emptying' && request.routeOptions.url === '/sync/stream') {
      throw new HttpError('unavailable', 'this node is going', { retryAfterSeconds: RETRY_SECONDS });
    }
  });
  // It may have come before the node began to go. Streams, which write for themselves, do not pass here.
  app.addHook('onSend', async (_request, reply, payload) => {
    closeAfter(reply);
    return payload;
  });
}
