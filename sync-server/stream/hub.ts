import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import type { StreamEvent } from '#shared/protocol/stream.ts';
import { createClient } from '../db/pool.ts';
import { EVERYBODY, FEED_NOTIFICATION } from '../feed/stamp-batch.ts';
import { DECIDE } from './tell-deciders.ts';

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
  /** Between two pokes of one client, and between two of the other kind, in milliseconds: a busy branch is told once for many changes. */
  readonly quiet?: number;
}

/** Milliseconds between two groups of clients that are told to go. */
const EMPTYING_STEP = 50;

type Hint = 'poke' | 'decide';
/** Clients that were told a moment ago, and whether there is something to tell again. */
type Quiet = Map<StreamClient, { timer: NodeJS.Timeout; again: boolean }>;

/**
 * The streams of this node, fed by one LISTEN connection. A notification names channels; whoever reads one of
 * them is poked. While the connection is down nothing is heard, so after it is back everybody is poked once.
 */
export class StreamHub {
  readonly #options: HubOptions;
  readonly #clients = new Set<StreamClient>();
  readonly #quiet: Record<Hint, Quiet> = { poke: new Map(), decide: new Map() };
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

  /**
   * Says goodbye to everybody, spread over so many milliseconds: thousands of devices that come to another node in the
   * same instant would be too much for it.
   */
  async empty(within: number): Promise<void> {
    const clients = [...this.#clients];
    const steps = Math.min(clients.length, Math.max(1, Math.floor(within / EMPTYING_STEP)));
    for (let step = 0; step < steps; step++) {
      const part = clients.slice(
        Math.floor((step * clients.length) / steps),
        Math.floor(((step + 1) * clients.length) / steps),
      );
      for (const client of part) this.end(client);
      if (step + 1 < steps) await new Promise((resolve) => setTimeout(resolve, within / steps));
    }
  }

  add(client: StreamClient): void {
    // It asked before, and was looked up while the others were told to go: nobody would tell it any more.
    if (this.#stopping) {
      client.send('bye');
      client.close();
      return;
    }
    // A device that reconnects has left its old stream behind.
    for (const other of this.#clients) if (other.sessionId === client.sessionId) this.end(other);
    this.#clients.add(client);
    this.#options.onCount?.(this.#clients.size);
  }

  remove(client: StreamClient): void {
    this.#clients.delete(client);
    for (const quiet of Object.values(this.#quiet)) {
      clearTimeout(quiet.get(client)?.timer);
      quiet.delete(client);
    }
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
        for (const client of this.#clients) {
          this.#tell(client, 'poke');
          this.#tell(client, 'decide');
        }
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
      else if ([...client.channels].some((channel) => touched.has(channel))) this.#tell(client, 'poke');
      if ([...client.channels].some((channel) => touched.has(DECIDE + channel))) this.#tell(client, 'decide');
    }
  }

  /** The user's own grants may have changed: what to listen to is asked again before the poke. */
  #refresh(client: StreamClient): void {
    this.#options.refresh(client).then(
      (channels) => {
        if (!this.#clients.has(client)) return;
        if (!channels) return this.end(client);
        client.channels = channels;
        this.#tell(client, 'poke');
      },
      () => this.#tell(client, 'poke'),
    );
  }

  #tell(client: StreamClient, hint: Hint): void {
    const quiet = this.#quiet[hint];
    const waiting = quiet.get(client);
    if (waiting) {
      waiting.again = true;
      return;
    }
    client.send(hint);
    const timer = setTimeout(() => {
      const state = quiet.get(client);
      quiet.delete(client);
      if (state?.again && this.#clients.has(client)) this.#tell(client, hint);
    }, this.#options.quiet ?? 100);
    quiet.set(client, { timer, again: false });
  }

  /** Whether notifications are being heard. */
  get listening(): boolean {
    return this.#listener !== undefined;
  }
}
