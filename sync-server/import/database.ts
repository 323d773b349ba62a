import { readRunningDatabase } from '../db/embedded/state.ts';
import { startEmbedded } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { ImportError } from './errors.ts';

export interface ImportDatabase {
  readonly pool: Pool;
  /** Which database it is, in words and without its password. */
  readonly name: string;
  close(): Promise<void>;
}

interface Where {
  readonly dataDir: string;
  readonly url?: string | undefined;
  readonly onProgress: (message: string) => void;
}

/**
 * The database to import into, brought up to date: the one that `url` names, that of a server running on the data
 * folder, or an embedded one started for the import and stopped with `close`.
 */
export async function openImportDatabase({ dataDir, url, onProgress }: Where): Promise<ImportDatabase> {
  if (url !== undefined) return connect(url, 'the database that was named', onProgress);
  const running = await readRunningDatabase(dataDir);
  if (running) return connect(running.url, `the database of the server running on ${dataDir}`, onProgress);
  const embedded = await startEmbedded({ dataDir, onProgress });
  try {
    const opened = await connect(embedded.url, `the database in ${embedded.dataDir}`, onProgress);
    return {
      ...opened,
      close: async () => {
        await opened.close();
        await embedded.stop();
      },
    };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function connect(url: string, name: string, onProgress: Where['onProgress']): Promise<ImportDatabase> {
  let pool: Pool;
  try {
    pool = createPool(url, { max: 4, applicationName: 'branchline-import' });
    await pool.query('select 1');
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no answer';
    throw new ImportError('database_unreachable', `Cannot reach ${name}: ${reason}.`);
  }
  try {
    await migrate(pool, onProgress);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { pool, name, close: () => pool.end() };
}
