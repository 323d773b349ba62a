import { z } from 'zod';
import { STREAM_PING_SECONDS, type StreamEvent } from '#shared/protocol/stream.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { mayGoOn, requireUser } from '../identity/guard.ts';
import { loadScope, type Reader } from '../pull/grants.ts';
import type { StreamClient } from './hub.ts';

/** A client that does not read is cut off at this many waiting bytes. */
const MAX_WAITING = 16_384;

export function streamRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/sync/stream',
    {
      schema: {
        summary: 'Server-sent events that say when to pull',
        security: [{ bearer: [] }],
        response: {
          200: z.string().describe('text/event-stream: poke, decide, ping, bye'),
          ...errors(401, 403, 429, 503),
        },
      },
    },
    async (request, reply) => {
      const principal = await requireUser(context, request);
      const channels = await channelsOf(context, principal);
      if (!channels) throw new HttpError('user_disabled', 'the account is disabled');
      const { raw } = reply.hijack();
      raw.writeHead(200, {
        ...Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Proxies that collect an answer before they pass it on would hold every poke back.
        'x-accel-buffering': 'no',
      });
      const client: StreamClient = {
        userId: principal.userId,
        sessionId: principal.sessionId,
        channels,
        send: (event: StreamEvent) => {
          if (raw.writableLength > MAX_WAITING) raw.destroy();
          else if (!raw.writableEnded) raw.write(`event: ${event}\ndata: {}\n\n`);
        },
        close: () => raw.end(),
      };
      context.hub.add(client);
      const ping = setInterval(() => {
        mayGoOn(context, principal).then(
          (fine) => (fine ? client.send('ping') : context.hub.end(client)),
          () => client.send('ping'),
        );
      }, STREAM_PING_SECONDS * 1000);
      const expiry = setTimeout(
        () => context.hub.end(client),
        Math.max(0, principal.expiresAt - context.clock().getTime()),
      );
      raw.once('close', () => {
        clearInterval(ping);
        clearTimeout(expiry);
        context.hub.remove(client);
      });
      client.send('ping');
    },
  );
}

/** What a user listens to now; `undefined` when there is no such active user. */
export async function channelsOf(context: Context, reader: Reader): Promise<ReadonlySet<string> | undefined> {
  const client = await context.pool.connect();
  try {
    const scope = await loadScope(client, reader, context.clock());
    return scope && new Set<string>(scope.channels);
  } finally {
    client.release();
  }
}
