import type pg from 'pg';
import { pino } from 'pino';
import type { Context } from '#sync-server/context.ts';
import { createClient, createKysely, createPool, type Pool } from '#sync-server/db/pool.ts';
import { databaseRun } from '#sync-server/db/run.ts';
import { FeedWatch } from '#sync-server/feed/feed-watch.ts';
import { PREPARE, stampBatch } from '#sync-server/feed/stamp-batch.ts';
import { buildApp } from '#sync-server/http/app.ts';
import type { TypedApp } from '#sync-server/http/typed-app.ts';
import { DeviceLog } from '#sync-server/identity/devices.ts';
import { loadKeys, type ServerKeys } from '#sync-server/identity/keys.ts';
import { SignInThrottle } from '#sync-server/identity/throttle.ts';
import { Drain } from '#sync-server/operations/drain.ts';
import { LogLevel } from '#sync-server/operations/log-level.ts';
import { createMetrics } from '#sync-server/operations/metrics.ts';
import { Admission } from '#sync-server/pull/admission.ts';
import { StreamHub } from '#sync-server/stream/hub.ts';
import { within } from './within.ts';

export interface Answer {
  status: number;
  body: string;
}

export interface Request {
  path: string;
  method: string;
  token?: string;
  body?: string;
}

interface Process {
  pool: Pool;
  stamper: pg.Client | undefined;
  context: Omit<Context, 'clock' | 'nodeName'>;
  /** Statements until it dies; undefined: it lives on. */
  left: number | undefined;
  dead: boolean;
  sockets: Set<{ destroy(): void }>;
}

/**
 * One node of the server: the product's own code behind Fastify's `inject`, without timers of its own. Its stamper is
 * driven by hand. A node that died is started again with a memory as empty as a new process has.
 */
export class ServerNode {
  readonly name: string;
  readonly #url: string;
  readonly #clock: () => Date;
  readonly #logger = pino({ level: process.env.SIM_LOG ?? 'silent' });
  #keys: ServerKeys | undefined;
  #process: Process;
  #app: TypedApp | undefined;

  private constructor(name: string, url: string, clock: () => Date) {
    this.name = name;
    this.#url = url;
    this.#clock = clock;
    this.#process = this.#start();
  }

  static async start(name: string, url: string, clock: () => Date): Promise<ServerNode> {
    const node = new ServerNode(name, url, clock);
    node.#keys = await loadKeys(node.#process.pool);
    const part = <K extends keyof Process['context']>(key: K) => ({
      enumerable: true,
      get: () => (key === 'keys' ? node.#keys : node.#process.context[key]),
    });
    // The context of the process that runs now: routes are built once and outlive it.
    const parts = {
      pool: part('pool'),
      database: part('database'),
      keys: part('keys'),
      throttle: part('throttle'),
      metrics: part('metrics'),
      hub: part('hub'),
      feedWatch: part('feedWatch'),
      databaseRun: part('databaseRun'),
      admission: part('admission'),
      devices: part('devices'),
      nudge: part('nudge'),
      headCopies: part('headCopies'),
      orderCopies: part('orderCopies'),
      releases: part('releases'),
      provider: part('provider'),
    } satisfies Record<keyof Process['context'], PropertyDescriptor>;
    const context = Object.defineProperties({ clock, nodeName: name } as unknown as Context, parts);
    node.#app = await buildApp(context, {
      logger: node.#logger,
      version: '0.0.0',
      allowedOrigins: [],
      requestsPerMinute: 1_000_000,
      nodeState: () => ({ startedAt: clock(), streamClients: 0, stamping: true, listening: true }),
      drain: new Drain(),
      logLevel: new LogLevel(node.#logger),
      trustedProxies: [],
    });
    await node.#app.ready();
    return node;
  }

  /** The process dies at this statement, counted from now: odd before PostgreSQL gets it, even after it was done. */
  dieAt(statement: number): void {
    this.#process.left = statement;
  }

  /** `null`: the process died, and nobody got an answer. */
  async ask({ path, method, token, body }: Request): Promise<Answer | null> {
    const { dead } = this.#process;
    if (dead || this.#app === undefined) return null;
    const process = this.#process;
    const answering = this.#app.inject({
      method: method === 'GET' ? 'GET' : 'POST',
      url: path,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    const response = await within(answering, `a node over ${path}`);
    return process.dead ? null : { status: response.statusCode, body: response.body };
  }

  /** One tick of the stamper. The number of changes consumed; `null`: the process died. */
  async stamp(limit = 100_000): Promise<number | null> {
    const process = this.#process;
    try {
      process.stamper ??= await this.#connectStamper(process);
      const { consumed, deadLetters } = await stampBatch(process.stamper, limit, this.#clock());
      if (deadLetters > 0) throw new Error('the stamper laid a change aside');
      return consumed;
    } catch (error) {
      if (process.dead) return null;
      throw error;
    }
  }

  /** Whether it had died. */
  async restartIfDead(): Promise<boolean> {
    if (!this.#process.dead) return false;
    await this.restart();
    return true;
  }

  /** It is not to die any more, if it lives still. */
  spare(): void {
    this.#process.left = undefined;
  }

  /** As {@link ServerNode.restart}, at less cost: connections stay where nothing is wrong with them. */
  async forget(): Promise<void> {
    const process = this.#process;
    if (process.dead) await this.restart();
    else this.#process = { ...process, left: undefined, context: this.#memory(process.pool) };
  }

  async restart(): Promise<void> {
    const { pool, stamper } = this.#process;
    this.#process = this.#start();
    await stamper?.end().catch(() => undefined);
    await pool.end();
  }

  async #connectStamper(process: Process): Promise<pg.Client> {
    const client = createClient(this.#url, 'simulator stamper');
    await client.connect();
    await client.query(PREPARE);
    this.#watch(process, client as never);
    return client;
  }

  get dead(): boolean {
    return this.#process.dead;
  }

  async stop(): Promise<void> {
    const { pool, stamper } = this.#process;
    await this.#app?.close();
    await stamper?.end();
    await pool.end();
  }

  #start(): Process {
    // One connection: edits of several files are applied in a definite order. True concurrency is not the matter here.
    const pool = createPool(this.#url, { max: 1 });
    const process: Process = {
      pool,
      stamper: undefined,
      left: undefined,
      dead: false,
      sockets: new Set(),
      context: this.#memory(pool),
    };
    pool.on('connect', (client) => this.#watch(process, client as never));
    return process;
  }

  #memory(pool: Pool): Process['context'] {
    return {
      pool,
      database: createKysely(pool),
      get keys(): ServerKeys {
        throw new Error('asked of the node');
      },
      throttle: new SignInThrottle(() => this.#clock().getTime()),
      metrics: this.#metrics(),
      hub: new StreamHub({ databaseUrl: this.#url, logger: this.#logger, refresh: async () => undefined }),
      feedWatch: new FeedWatch(pool),
      devices: new DeviceLog(pool),
      databaseRun,
      admission: new Admission(() => this.#clock()),
      nudge: () => undefined,
    };
  }

  #metricsOnce: Context['metrics'] | undefined;
  #metrics(): Context['metrics'] {
    this.#metricsOnce ??= createMetrics();
    return this.#metricsOnce;
  }

  #watch(made: Process, client: Watched): void {
    const query = client.query.bind(client);
    const socket = client.connection.stream;
    made.sockets.add(socket);
    // The process that holds the connection now: memory may have been emptied since.
    const holder = () => (this.#process.sockets === made.sockets ? this.#process : made);
    const die = (process: Process) => {
      process.dead = true;
      for (const one of process.sockets) one.destroy();
    };
    const point = (): boolean => {
      const process = holder();
      if (process.left === undefined || process.dead) return process.dead;
      process.left -= 1;
      if (process.left <= 0) die(process);
      return process.dead;
    };
    client.query = (...args) => {
      if (point()) socket.destroy();
      const answer: unknown = query(...args);
      if (!(answer instanceof Promise)) return answer;
      return answer.then((result: unknown) => {
        if (point()) throw new Error('the process is dead');
        return result;
      });
    };
  }
}

interface Watched {
  query(...args: unknown[]): unknown;
  connection: { stream: { destroy(): void } };
}
