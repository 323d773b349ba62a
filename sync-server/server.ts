import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { HeadCopies } from './audit/copy-heads.ts';
import type { Context } from './context.ts';
import { databaseFault } from './db/faults.ts';
import { MigrationError, migrate } from './db/migrate.ts';
import { createKysely, createPool } from './db/pool.ts';
import { type DatabaseRun, databaseRun } from './db/run.ts';
import { isFileOfAddress, whyAway } from './db/why-away.ts';
import { FeedWatch } from './feed/feed-watch.ts';
import { Stamper } from './feed/stamper.ts';
import { countDevices } from './fleet/count-devices.ts';
import { OrderCopies } from './fleet/order-copies.ts';
import { buildApp } from './http/app.ts';
import { Tls, type TlsConfig, TlsConfigError } from './http/tls.ts';
import { DeviceLog } from './identity/devices.ts';
import { loadKeys } from './identity/keys.ts';
import { SignInThrottle } from './identity/throttle.ts';
import { KeySecretError } from './identity/wrapped-keys.ts';
import { auditJobs } from './jobs/audit.ts';
import { checkFeedWhenDue } from './jobs/check-feed.ts';
import { turnCovers } from './jobs/covers.ts';
import { forgetSessions } from './jobs/old-sessions.ts';
import { pruneFeed } from './jobs/prune-feed.ts';
import { Scheduler } from './jobs/scheduler.ts';
import { createLogger } from './logger.ts';
import { matchContacts } from './lookup/match-contacts.ts';
import { Drain } from './operations/drain.ts';
import { tellUnwritable } from './operations/folders.ts';
import { LogLevel } from './operations/log-level.ts';
import { createMetrics } from './operations/metrics.ts';
import type { ProviderConfig } from './provider/config.ts';
import { forgetFlows } from './provider/flows.ts';
import { Provider } from './provider/provider.ts';
import { Admission } from './pull/admission.ts';
import { openReleases, type ReleaseConfig, ReleaseConfigError } from './releases/config.ts';
import { StreamHub } from './stream/hub.ts';
import { channelsOf } from './stream/routes.ts';

export interface ServerOptions {
  readonly databaseUrl: string;
  /** Loopback unless told otherwise. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  /** The built client, served to browsers. */
  readonly staticDir?: string | undefined;
  /** Origins besides the server's own and the desktop's that may call it. */
  readonly allowedOrigins?: readonly string[];
  readonly logger?: Logger;
  readonly clock?: () => Date;
  /** Kept outside the database; once given, the server's private keys open with it only. */
  readonly keySecret?: string | undefined;
  /** A folder outside the database for the signed heads of the audit chain; it must be there. */
  readonly auditHeadsDir?: string | undefined;
  /** A folder outside the database for orders to devices and what took people's way in away, so that both outlive a restore. */
  readonly deviceOrdersDir?: string | undefined;
  /** Where the desktop's releases are kept, and whose signatures count. */
  readonly releases?: ReleaseConfig | undefined;
  /** Where people sign in who have no password here. */
  readonly provider?: ProviderConfig | undefined;
  /** The node serves HTTPS by itself; without it something in front of it has to. */
  readonly tls?: TlsConfig | undefined;
  /** Addresses and networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly trustedProxies?: readonly string[];
  readonly requestsPerMinute?: number;
  readonly nodeName?: string;
  /** How a run of the database is told from another; tests say themselves when one ends. */
  readonly databaseRun?: DatabaseRun;
  /** Replicas that this node compares at a time. */
  readonly comparisons?: number;
  /** False for a node that only answers requests. */
  readonly stamps?: boolean;
}

export interface RunningServer {
  readonly url: string;
  readonly nodeName: string;
  /** Whether this node's stamper is the one that works. */
  readonly stamping: boolean;
  /** Turns `debug` on, and off again, on this node. */
  toggleDebug(): void;
  /** Looks at once whether the certificate's files changed; they are looked at every few seconds anyway. */
  lookAtCertificate(): Promise<void>;
  /**
   * For so many milliseconds answers everything, while load balancers and devices go elsewhere: not ready for the first
   * half, then streams are ended one after the other. To be closed after it.
   */
  drain(within: number): Promise<void>;
  /** Ends streams, finishes requests, stops jobs, closes connections. */
  close(): Promise<void>;
}

export type ServerErrorCode =
  | 'port_in_use'
  | 'address_unavailable'
  | 'database_unreachable'
  | 'schema_foreign'
  | 'keys_locked'
  | 'releases_misconfigured'
  | 'tls_misconfigured'
  | 'provider_misconfigured';

/** The server could not start; the message is a sentence for whoever starts it. */
export class ServerStartError extends Error {
  readonly code: ServerErrorCode;
  constructor(code: ServerErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ServerStartError';
    this.code = code;
  }
}

export const DESKTOP_ORIGIN = 'app://branchline';

/** Starts one node: brings the schema up to date, listens, and takes its part in stamping and jobs. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const logger = options.logger ?? createLogger('warn');
  const clock = options.clock ?? (() => new Date());
  // The same after a restart: files outside the database are named by it.
  const nodeName = options.nodeName ?? `${os.hostname()}:${options.port || process.pid}`;
  const startedAt = new Date();
  const pool = createPool(options.databaseUrl, { statementTimeout: 60_000 });
  const metrics = createMetrics();
  let streamClients = 0;
  const stamper = new Stamper({
    databaseUrl: options.databaseUrl,
    clock,
    logger,
    onStamped: ({ consumed }) => metrics.stamped.inc(consumed),
  });
  const hub = new StreamHub({
    databaseUrl: options.databaseUrl,
    logger,
    refresh: (client) => channelsOf(context, client),
    onCount: (count) => {
      streamClients = count;
      metrics.streamClients.set(count);
    },
  });
  const drain = new Drain();
  const logLevel = new LogLevel(logger);
  let context: Context;
  let tls: Tls | undefined;
  try {
    tls = options.tls && (await Tls.open(options.tls, metrics, logger));
    const kept = { AUDIT_HEADS_DIR: options.auditHeadsDir, DEVICE_ORDERS_DIR: options.deviceOrdersDir };
    await tellUnwritable(kept, logger);
    await migrate(pool, (message) => logger.info(message));
    const keys = await loadKeys(pool, options.keySecret);
    const run = options.databaseRun ?? databaseRun;
    const folder = options.deviceOrdersDir;
    context = {
      pool,
      database: createKysely(pool),
      keys,
      clock,
      throttle: new SignInThrottle(() => clock().getTime()),
      metrics,
      hub,
      feedWatch: new FeedWatch(pool),
      devices: new DeviceLog(pool),
      nodeName,
      databaseRun: run,
      admission: new Admission(clock, options.comparisons),
      releases: await openReleases(options.releases),
      provider: options.provider && new Provider(options.provider, metrics),
      nudge: () => stamper.nudge(),
      ...(options.auditHeadsDir !== undefined && {
        headCopies: new HeadCopies(options.auditHeadsDir, nodeName),
      }),
      ...(folder !== undefined && {
        orderCopies: new OrderCopies({
          pool,
          folder,
          nodeName,
          databaseRun: run,
          pairs: keys.pairs,
          clock,
          logger,
        }),
      }),
    };
    // Before anybody is let in.
    await context.orderCopies?.copySoon();
  } catch (error) {
    await pool.end();
    throw databaseRefusal(error, options.databaseUrl);
  }
  const app = await buildApp(context, {
    logger,
    staticDir: options.staticDir,
    version: packageJson.version,
    allowedOrigins: [DESKTOP_ORIGIN, ...(options.allowedOrigins ?? [])],
    requestsPerMinute: options.requestsPerMinute ?? 1200,
    nodeState: () => ({ startedAt, streamClients, stamping: stamper.leading, listening: hub.listening }),
    drain,
    logLevel,
    trustedProxies: options.trustedProxies ?? [],
    tls,
  });
  metrics.buildInfo.set({ version: packageJson.version, node: process.version }, 1);
  const scheduler = new Scheduler(
    [...jobs(context, logger), ...nodeJobs(context, logLevel, tls)],
    logger,
    (task, result) => metrics.jobRuns.inc({ task, result }),
  );
  let url: string;
  try {
    url = await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  } catch (error) {
    await app.close();
    await pool.end();
    throw listenRefusal(error, options);
  }
  // Fastify takes a server that it did not make for a plain one.
  if (tls) url = url.replace(/^http:/, 'https:');
  hub.start();
  if (options.stamps !== false) stamper.start();
  scheduler.start();
  logger.info({ node: nodeName }, 'the sync server is ready');
  const close = async () => {
    drain.enter('emptying');
    // Named one by one: whatever keeps a node from ending is the one that is missing in the log.
    for (const [part, end] of [
      ['streams', () => hub.stop()],
      ['jobs', () => scheduler.stop()],
      ['requests', () => app.close()],
      ['stamper', () => stamper.stop()],
      ['database', () => pool.end()],
    ] as const) {
      await end();
      logger.info({ part }, 'stopped');
    }
  };
  let closing: Promise<void> | undefined;
  return {
    url,
    nodeName,
    get stamping() {
      return stamper.leading;
    },
    toggleDebug: () => logLevel.toggle(),
    lookAtCertificate: async () => tls?.look(),
    drain: async (within) => {
      drain.enter('leaving');
      await delay(within / 2);
      drain.enter('emptying');
      await Promise.all([hub.empty(within / 2), delay(within / 2)]);
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function jobs(context: Context, logger: Logger) {
  const { pool, clock, metrics, orderCopies } = context;
  const checkFeed = async () => {
    const result = await checkFeedWhenDue(pool, clock, logger);
    if (!result) return;
    metrics.feedRepairs.inc({ kind: 'file' }, result.repairedFiles);
    metrics.feedRepairs.inc({ kind: 'document' }, result.repairedDocuments);
  };
  return [
    { name: 'turn covers', every: 15_000, run: () => turnCovers(pool, clock()) },
    { name: 'match contacts', every: 30_000, run: () => matchContacts(context, logger) },
    { name: 'forget old sessions', every: 60 * 60_000, run: () => forgetSessions(pool, clock()) },
    { name: 'forget sign-ins at the provider', every: 10 * 60_000, run: () => forgetFlows(pool, clock()) },
    { name: 'prune the feed', every: 10 * 60_000, run: () => pruneFeed(pool, clock()) },
    { name: 'check the feed', every: 10 * 60_000, run: checkFeed },
    ...(orderCopies === undefined
      ? []
      : [{ name: 'keep orders', every: 5_000, run: () => orderCopies.keep() }]),
    ...auditJobs(context, logger),
  ];
}

/** What each node does for itself. */
function nodeJobs(context: Context, logLevel: LogLevel, tls: Tls | undefined) {
  const { pool, clock, provider } = context;
  return [
    { name: 'count devices', every: 60_000, run: () => countDevices(context) },
    { name: 'log level', every: 5_000, run: () => logLevel.look(pool, clock()) },
    ...(tls === undefined ? [] : [{ name: 'certificate', every: 10_000, run: () => tls.look() }]),
    ...(provider ? [{ name: 'provider', every: 60_000, run: () => provider.look() }] : []),
  ];
}

function databaseRefusal(error: unknown, databaseUrl: string): unknown {
  if (error instanceof MigrationError) return new ServerStartError('schema_foreign', error.message, error);
  if (error instanceof KeySecretError) {
    return new ServerStartError(
      'keys_locked',
      'The server keys in this database open with KEY_SECRET only, and it is missing or another one.',
    );
  }
  if (error instanceof ReleaseConfigError) {
    return new ServerStartError('releases_misconfigured', error.message, error);
  }
  if (error instanceof TlsConfigError) return new ServerStartError('tls_misconfigured', error.message, error);
  if (isFileOfAddress(error, databaseUrl)) {
    const message = 'A file that DATABASE_URL names cannot be read, such as that of sslrootcert.';
    return new ServerStartError('database_unreachable', message, error);
  }
  if (databaseFault(error) !== 'unavailable') return error;
  return new ServerStartError(
    'database_unreachable',
    `The database cannot be reached. ${whyAway(error)}`,
    error,
  );
}

function listenRefusal(error: unknown, options: ServerOptions): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    const message = `Port ${options.port} is in use. Choose another with --port, or stop what uses it.`;
    return new ServerStartError('port_in_use', message, error);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND') {
    const message = `The server may not listen on ${options.host ?? '127.0.0.1'}:${options.port ?? 0} (${code}).`;
    return new ServerStartError('address_unavailable', message, error);
  }
  return error;
}
