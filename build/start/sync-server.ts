import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createLogger } from '#sync-server/logger.ts';
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
}

/** Starts the sync server on loopback, with the built client for browsers. Resolves with its address. */
export async function startSyncServer(
  options: SyncServerOptions,
  steps: Steps,
  teardown: Teardown,
): Promise<string> {
  turnOver(options.logFile);
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
