import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createLogger } from '#sync-server/logger.ts';
import { readProviderConfig } from '#sync-server/provider/config.ts';
import { ServerStartError, startServer } from '#sync-server/server.ts';
import { portTaken } from './port.ts';
import { StartProblem } from './problem.ts';
import type { Steps } from './steps.ts';
import type { Teardown } from './teardown.ts';

const MAX_LOG_BYTES = 20_000_000;

export interface SyncServerOptions {
  databaseUrl: string;
  port: number;
  projectRoot: string;
  logFile: string;
  /** Where releases are kept; whose signatures count says RELEASE_KEYS, as on a server of a bank. */
  releasesDir: string;
  /** Where the signed heads of the audit chain are copied to. */
  auditHeadsDir: string;
}

/** Starts the sync server on loopback, with the built client for browsers. Resolves with its address. */
export async function startSyncServer(
  options: SyncServerOptions,
  steps: Steps,
  teardown: Teardown,
): Promise<string> {
  turnOver(options.logFile);
  mkdirSync(options.auditHeadsDir, { recursive: true });
  const destination = pino.destination({ dest: options.logFile, sync: false });
  // A full disk loses log lines, never the server.
  destination.on('error', () => undefined);
  const server = await steps.run('Sync server started', async () => {
    try {
      return await startServer({
        databaseUrl: options.databaseUrl,
        host: '127.0.0.1',
        port: options.port,
        staticDir: join(options.projectRoot, 'dist', 'renderer'),
        logger: createLogger('info', destination),
        auditHeadsDir: options.auditHeadsDir,
        // For trying a provider out, by the same settings as on a server of a bank.
        provider: await readProviderConfig(process.env),
        releases: {
          folder: options.releasesDir,
          publicKeys: (process.env.RELEASE_KEYS ?? '').split(',').filter(Boolean),
        },
      });
    } catch (error) {
      const taken = error instanceof ServerStartError && error.code === 'port_in_use';
      throw taken ? new StartProblem(await portTaken(options.port)) : error;
    }
  });
  teardown.add('the sync server', () => server.close());
  return server.url;
}

function turnOver(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
}
