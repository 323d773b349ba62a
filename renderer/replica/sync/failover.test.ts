import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../deps.ts';
import { createFailover } from './failover.ts';

/** A server that can be stopped, started again on its port, and set to say 503 as what stands in front of it would. */
class Node {
  #server: Server | undefined;
  port = 0;
  gone = false;
  readonly asked: string[] = [];

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      if (path !== '/healthz') this.asked.push(path);
      response.statusCode = this.gone ? 503 : 200;
      response.end(path);
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
  }
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
}

let first: Node;
let second: Node;
let now: number;
let used: string[];
let ask: (path: string, init?: RequestInit) => Promise<number>;

beforeEach(async () => {
  [first, second] = [new Node(), new Node()];
  await first.start();
  await second.start();
  now = 0;
  used = [];
  const clock: Clock = { now: () => now, after: () => () => undefined };
  const addresses = [first.url, second.url];
  const fetcher = createFailover({ addresses, fetch, clock, onServer: (origin) => used.push(origin) });
  ask = async (path, init) => (await fetcher(new URL(path, first.url), init)).status;
});
afterEach(async () => {
  await first.stop();
  await second.stop();
});

describe('of several servers', () => {
  it('the first is used while it answers, with the whole of the path', async () => {
    expect(await ask('/a?b=1')).toBe(200);
    expect(first.asked).toEqual(['/a?b=1']);
    expect(used).toEqual([first.url]);
  });

  it('the next takes over within the request when that cannot be reached, and keeps what follows', async () => {
    await ask('/a');
    await first.stop();
    expect(await ask('/b')).toBe(200);
    await first.start();
    expect(await ask('/c')).toBe(200);
    expect(second.asked).toEqual(['/b', '/c']);
  });

  it('the first is come back to when it lives again, after a while and without holding anybody up', async () => {
    await first.stop();
    await ask('/a');
    await first.start();
    now += 5 * 60_000;
    await ask('/b');
    await expect.poll(() => used.at(-1)).toBe(first.url);
    await ask('/c');
    expect(first.asked).toEqual(['/c']);
  });

  it('one whose place is answered by a gateway counts as one that cannot be reached', async () => {
    await ask('/a');
    first.gone = true;
    expect(await ask('/b')).toBe(200);
    expect(second.asked).toEqual(['/b']);
  });

  it('none that answers is said as it is, and the one that comes back first is taken', async () => {
    await first.stop();
    await second.stop();
    await expect(ask('/a')).rejects.toThrow();
    await second.start();
    expect(await ask('/b')).toBe(200);
    expect(second.asked).toEqual(['/b']);
  });

  it('a request that its caller gave up is not sent again', async () => {
    await ask('/a');
    await first.stop();
    await expect(ask('/b', { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(second.asked).toEqual([]);
  });
});
