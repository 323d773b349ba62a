import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbedded } from '#sync-server/db/embedded.ts';
import { migrate } from '#sync-server/db/migrate.ts';
import { createPool } from '#sync-server/db/pool.ts';
import { asAdmin } from '../world/database.ts';

export interface Databases {
  /** One for each worker, with the server's schema. */
  urls: string[];
  drop(): Promise<void>;
}

/** Real PostgreSQL: the server at `given`, or an embedded one. */
export async function openDatabases(
  count: number,
  given = process.env.TEST_DATABASE_URL,
): Promise<Databases> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'branchline-sim-'));
  const embedded = given === undefined ? await startEmbedded({ dataDir, fast: true }) : undefined;
  const admin = embedded?.url ?? given ?? '';
  const names = Array.from({ length: count }, () => `sim_${randomBytes(6).toString('hex')}`);
  const urls: string[] = [];
  for (const name of names) {
    await asAdmin(admin, `create database ${name}`);
    const url = new URL(admin);
    url.pathname = `/${name}`;
    urls.push(url.href);
    const pool = createPool(url.href, { max: 1 });
    await migrate(pool);
    await pool.end();
  }
  return {
    urls,
    async drop() {
      if (embedded === undefined)
        for (const name of names) await asAdmin(admin, `drop database if exists ${name} with (force)`);
      else await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
