import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ProviderAnswer, providerAnswer } from '#shared/protocol/provider.ts';

/** Milliseconds for which somebody may be at the provider. */
const PATIENCE = 5 * 60_000;

export interface AnswerPlace {
  /** `http://127.0.0.1:<port>/<random>`; nothing else on the port is answered. */
  readonly address: string;
  /** The first answer; `null` once the place was closed, or nobody came in time. */
  readonly answer: Promise<ProviderAnswer | null>;
  close(): void;
}

/**
 * Listens for the one answer to a sign-in, on loopback and at a path that nobody guesses. Whoever else runs on this
 * machine could reach the port; what arrives is worth something only to who began the sign-in.
 */
export async function openAnswerPlace(
  page: (answer: ProviderAnswer) => string,
  patience = PATIENCE,
): Promise<AnswerPlace> {
  const path = `/${randomBytes(18).toString('base64url')}`;
  let settle: (answer: ProviderAnswer | null) => void = () => undefined;
  const answer = new Promise<ProviderAnswer | null>((resolve) => {
    settle = resolve;
  });
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
    if (request.method !== 'GET' || url?.pathname !== path) return refuse(response);
    const parsed = providerAnswer.safeParse(Object.fromEntries(url.searchParams));
    if (!parsed.success) return refuse(response);
    response
      .writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' })
      .end(page(parsed.data), () => {
        settle(parsed.data);
        close();
      });
  });
  // Nobody needs more than a line.
  server.maxHeadersCount = 100;
  server.requestTimeout = 10_000;
  const timer = setTimeout(close, patience);
  timer.unref();

  function close(): void {
    clearTimeout(timer);
    settle(null);
    server.close();
    server.closeIdleConnections();
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}${path}`, answer, close };
}

const headers = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  connection: 'close',
} as const;

function refuse(response: ServerResponse): void {
  response.writeHead(404, headers).end();
}
