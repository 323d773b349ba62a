import closeWithGrace from 'close-with-grace';
import { z } from 'zod';
import type { TlsConfig } from './http/tls.ts';
import { createLogger } from './logger.ts';
import { ProviderConfigError, readProviderConfig } from './provider/config.ts';
import { ServerStartError, startServer } from './server.ts';

/** How the server is set up in production; see `docs/` for what each is for. */
const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8710),
  /** The built client, when browsers are served from here. */
  STATIC_DIR: z.string().optional(),
  /** Further origins that may call the server, separated by commas. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter(Boolean)),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_NAME: z.string().optional(),
  /** The private keys in the database are encrypted under this as well; the same for every node, for good. */
  KEY_SECRET: z.string().min(24).optional(),
  /** The folder of the desktop's releases, the same for every node; without it none are offered. */
  RELEASES_DIR: z.string().min(1).optional(),
  /** Public keys whose signatures on releases count, separated by commas. */
  RELEASE_KEYS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter(Boolean)),
  /** A folder outside the database, best on another machine, for the signed heads of the audit chain. */
  AUDIT_HEADS_DIR: z.string().optional(),
  /** A folder outside the database for orders to devices, which then outlive a restore; it may be the same one. */
  DEVICE_ORDERS_DIR: z.string().optional(),
  /** PEM files; with them the node serves HTTPS by itself. Read again when they change. */
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  /** PEM: who signs clients' certificates. With it nobody connects without one. */
  TLS_CLIENT_CA: z.string().min(1).optional(),
  /** Addresses or networks of proxies that tell truly for whom they ask, separated by commas. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter(Boolean))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))),
  /** How long the node goes on answering when it is told to stop, while balancers and devices turn elsewhere. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(600).default(0),
});

const parsed = environment.safeParse(process.env);
const logger = createLogger(parsed.success ? parsed.data.LOG_LEVEL : 'info');

if (!parsed.success) {
  const names = parsed.error.issues.map((issue) => issue.path.join('.'));
  logger.fatal({ names }, 'these environment variables are missing or malformed');
  process.exitCode = 1;
} else {
  const { DATABASE_URL, HOST, PORT, STATIC_DIR, ALLOWED_ORIGINS, NODE_NAME, KEY_SECRET, AUDIT_HEADS_DIR } =
    parsed.data;
  const { RELEASES_DIR, RELEASE_KEYS, DEVICE_ORDERS_DIR } = parsed.data;
  const { TLS_CERT, TLS_KEY, TLS_CLIENT_CA, TRUSTED_PROXIES, DRAIN_SECONDS } = parsed.data;
  try {
    const server = await startServer({
      databaseUrl: DATABASE_URL,
      host: HOST,
      port: PORT,
      staticDir: STATIC_DIR,
      allowedOrigins: ALLOWED_ORIGINS,
      logger,
      keySecret: KEY_SECRET,
      releases: RELEASES_DIR === undefined ? undefined : { folder: RELEASES_DIR, publicKeys: RELEASE_KEYS },
      auditHeadsDir: AUDIT_HEADS_DIR,
      deviceOrdersDir: DEVICE_ORDERS_DIR,
      tls: tlsOf(TLS_CERT, TLS_KEY, TLS_CLIENT_CA),
      provider: await providerOf(),
      trustedProxies: TRUSTED_PROXIES,
      ...(NODE_NAME !== undefined && { nodeName: NODE_NAME }),
    });
    logger.info({ url: server.url }, 'listening');
    process.on('SIGUSR2', () => server.toggleDebug());
    process.on('SIGHUP', () => void server.lookAtCertificate());
    const drain = DRAIN_SECONDS * 1000;
    closeWithGrace(
      {
        delay: drain + 20_000,
        logger: false,
        skip: ['SIGHUP', 'SIGUSR2'],
        onTimeout: () => logger.error('ended before everything had stopped'),
      },
      async ({ err, signal }) => {
        if (err) logger.fatal({ fault: err.name }, 'stopping after an error');
        else logger.info({ signal, drain }, 'stopping');
        if (!err && drain > 0) await server.drain(drain);
        await server.close();
      },
    );
  } catch (error) {
    if (error instanceof ServerStartError) logger.fatal({ code: error.code }, error.message);
    else
      logger.fatal({ fault: error instanceof Error ? error.name : 'unknown' }, 'the server could not start');
    process.exitCode = 1;
  }
}

function tlsOf(certFile?: string, keyFile?: string, clientCaFile?: string): TlsConfig | undefined {
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile, clientCaFile };
  if (certFile === undefined && keyFile === undefined && clientCaFile === undefined) return undefined;
  throw new ServerStartError(
    'tls_misconfigured',
    'TLS_CERT and TLS_KEY belong together; TLS_CLIENT_CA needs both.',
  );
}

/** The settings that begin with OIDC_: see docs/DEPLOY.md. */
async function providerOf() {
  try {
    return await readProviderConfig(process.env);
  } catch (error) {
    if (!(error instanceof ProviderConfigError)) throw error;
    throw new ServerStartError('provider_misconfigured', error.message, error);
  }
}
