import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import type { StreamEvent } from '#shared/protocol/stream.ts';
import { createClient } from '../db/pool.ts';
import { EVERYBODY, FEED_NOTIFICATION } from '../feed/stamp-batch.ts';

/** One open stream: what it listens to and how it is written to. */
export interface StreamClient {
  readonly userId: string;
  readonly sessionId: string;
  channels: ReadonlySet<string>;
  send(event: StreamEvent): void;
  close(): void;
}

export interface HubOptions {
  readonly databaseUrl: string;
  readonly logger: FastifyBaseLogger;
  /** The channels a user reads now; `undefined` when the session may not go on. */
  readonly refresh: (client: StreamClient) => Promise<ReadonlySet<string> | undefined>;
  readonly onCount?: (clients: number) => void;
  /** Between two pokes of one client, in milliseconds: a busy branch is told once for many changes. */
  readonly quiet?: number;
}

/**
 * The streams of this node, fed by one LISTEN connection. A notification names channels; whoever reads one of
 * them is poked. While the connection is down nothing is heard, so after it is back everybody is poked once.
 */
export class StreamHub {
  readonly #options: HubOptions;
  readonly #clients = new Set<StreamClient>();
  readonly #quietUntil = new Map<StreamClient, { timer: NodeJS.Timeout; again: boolean }>();
  #listener: pg.Client | undefined;
  #stopping = false;
  #running: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#listen();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const client of this.#clients) {
      client.send('bye');
      client.close();
    }
    this.#wake?.();
    await this.#running;
  }

  add(client: StreamClient): void {
    // A device that reconnects has left its old stream behind.
    for (const other of this.#clients) if (other.sessionId === client.sessionId) this.end(other);
    this.#clients.add(client);
    this.#options.onCount?.(this.#clients.size);
  }

  remove(client: StreamClient): void {
    this.#clients.delete(client);
    clearTimeout(this.#quietUntil.get(client)?.timer);
    this.#quietUntil.delete(client);
    this.#options.onCount?.(this.#clients.size);
  }

  end(client: StreamClient): void {
    client.send('bye');
    client.close();
    this.remove(client);
  }

  async #listen(): Promise<void> {
    while (!this.#stopping) {
      const listener = createClient(this.#options.databaseUrl, 'branchline stream');
      const gone = new Promise<void>((resolve) => {
        listener.once('end', resolve);
        this.#wake = resolve;
      });
      try {
        await listener.connect();
        this.#listener = listener;
        listener.on('notification', ({ payload }) => this.#onNotification(payload ?? ''));
        await listener.query(`listen ${FEED_NOTIFICATION}`);
        for (const client of this.#clients) this.#poke(client);
        if (!this.#stopping) await gone;
      } catch {
        this.#options.logger.warn('the stream lost its database connection');
      }
      this.#listener = undefined;
      await listener.end().catch(() => undefined);
      if (!this.#stopping) await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  #onNotification(payload: string): void {
    let channels: unknown;
    try {
      channels = JSON.parse(payload);
    } catch {
      return;
    }
    if (!Array.isArray(channels)) return;
    const touched = new Set<unknown>(channels);
    for (const client of this.#clients) {
      const own = touched.has(`user:${client.userId}`) || touched.has(EVERYBODY);
      if (own) this.#refresh(client);
      else if ([...client.channels].some((channel) => touched.has(channel))) this.#poke(client);
    }
  }

  /** The user's own grants may have changed: what to listen to is asked again before the poke. */
  #refresh(client: StreamClient): void {
    this.#options.refresh(client).then(
      (channels) => {
        if (!this.#clients.has(client)) return;
        if (!channels) return this.end(client);
        client.channels = channels;
        this.#poke(client);
      },
      () => this.#poke(client),
    );
  }

  #poke(client: StreamClient): void {
    const waiting = this.#quietUntil.get(client);
    if (waiting) {
      waiting.again = true;
      return;
    }
    client.send('poke');
    const timer = setTimeout(() => {
      const state = this.#quietUntil.get(client);
      this.#quietUntil.delete(client);
      if (state?.again && this.#clients.has(client)) this.#poke(client);
    }, this.#options.quiet ?? 100);
    this.#quietUntil.set(client, { timer, again: false });
  }

  /** Whether notifications are being heard. */
  get listening(): boolean {
    return this.#listener !== undefined;
  }
}
