import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APP_ORIGIN } from './origin-map.ts';

export type ProtocolHandler = (request: Request) => Promise<Response> | Response;

/** Serves main's own protocol handler to Chromium, status, headers and body as they are. */
export class ProtocolServer {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #handler: ProtocolHandler | null = null;

  readonly protocol = {
    registered: [] as unknown[],
    registerSchemesAsPrivileged: (schemes: unknown[]) => {
      this.protocol.registered.push(...schemes);
    },
    handle: (_scheme: string, handler: ProtocolHandler) => {
      this.#handler = handler;
    },
  };

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const answer = await this.#handle(incoming).catch(() => new Response(null, { status: 500 }));
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  }

  async #handle(incoming: IncomingMessage): Promise<Response> {
    if (!this.#handler) return new Response(null, { status: 503 });
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) {
      if (typeof value === 'string') headers.set(name, value);
    }
    const request = new Request(`${APP_ORIGIN}${incoming.url ?? '/'}`, {
      method: incoming.method ?? 'GET',
      headers,
    });
    return this.#handler(request);
  }
}
