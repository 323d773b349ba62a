import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startEmbedded } from '#sync-server/db/embedded.ts';
import { migrate } from '#sync-server/db/migrate.ts';
import { createPool, type Pool } from '#sync-server/db/pool.ts';
import { seedDemoBank } from '#sync-server/demo/seed.ts';

export interface BankServer {
  url: string;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');

/** The real server on a real PostgreSQL, with a demo bank whose customers all belong to one branch. */
export async function startBank(dataDir: string, clientDir: string, customers: number): Promise<BankServer> {
  const database = await startEmbedded({ dataDir, fast: true });
  const pool = createPool(database.url, { max: 2, applicationName: 'bench' });
  await migrate(pool);
  await seedDemoBank(pool, { customers });
  await pool.query(
    `update customers set doc = jsonb_set(doc, '{branchId}', to_jsonb(u.branch_id::text)), rev = rev + 1
       from users u where u.username = 'teller'`,
  );
  const child = spawn(process.execPath, [join(root, 'sync-server', 'main.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      PORT: '0',
      STATIC_DIR: clientDir,
      LOG_LEVEL: 'info',
    },
  });
  const url = await listening(child.stdout);
  await stamped(pool);
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await pool.end();
      await database.stop();
    },
  };
}

function listening(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: output }).on('line', (line) => {
      const entry = JSON.parse(line) as { msg?: string; url?: string };
      if (entry.msg === 'listening' && entry.url !== undefined) resolve(entry.url);
    });
  });
}

/** Until the feed knows all of it. */
async function stamped(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ n: string }>('select count(*) as n from change_log');
    if (Number(rows[0]?.n) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
