import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '#sync-server/db/embedded.ts';
import { migrate } from '#sync-server/db/migrate.ts';
import { createPool, type Pool } from '#sync-server/db/pool.ts';

export interface BenchDatabase {
  readonly url: string;
  readonly pool: Pool;
  /** Of the postmaster. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** An empty, migrated PostgreSQL of the bench's own, as durable as the product's: commits wait for the disk. */
export async function startDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const postgres = await startEmbedded({ dataDir: folder });
  const pool = createPool(postgres.url);
  await migrate(pool);
  return {
    url: postgres.url,
    pool,
    pid: postgres.pid,
    stop: async () => {
      await pool.end();
      await postgres.stop();
      remove();
      process.off('exit', remove);
    },
  };
}
