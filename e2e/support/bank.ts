import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeReleaseKeys, type ReleaseKeys } from '#shared/crypto/release-signature.ts';
import { likelyReading } from '#shared/domain/names.ts';
import { startEmbedded } from '#sync-server/db/embedded.ts';
import { migrate } from '#sync-server/db/migrate.ts';
import { createPool, type Pool } from '#sync-server/db/pool.ts';
import { seedDemoBank } from '#sync-server/demo/seed.ts';
import { ServerProcess } from './server-process.ts';
import { eventually } from './wait.ts';

const CUSTOMERS = 600;

export interface Customer {
  id: string;
  name: string;
  /** What a teller types to find the customer. */
  initials: string;
}

/** A demo bank on a real PostgreSQL, and the real server in front of it. */
export interface Bank {
  readonly server: ServerProcess;
  readonly pool: Pool;
  /** With which releases for this bank are signed. */
  readonly releaseKeys: ReleaseKeys;
  /** A retail customer whom the demo's first teller sees; each call gives another. */
  nextCustomer(): Promise<Customer>;
}

export async function withBank(use: (bank: Bank) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'branchline-e2e-'));
  // Without fsync: the database survives a killed server, and no test cuts the machine's power.
  const database = await startEmbedded({ dataDir, fast: true });
  const pool = createPool(database.url, { max: 2, applicationName: 'e2e' });
  const releaseKeys = await makeReleaseKeys();
  const server = new ServerProcess(database.url, join(dataDir, 'server.log'), {
    folder: join(dataDir, 'releases'),
    publicKey: releaseKeys.publicKey,
  });
  try {
    await migrate(pool);
    await seedDemoBank(pool, { customers: CUSTOMERS });
    await server.start();
    await eventually('the feed is up to date', async () => {
      const { rows } = await pool.query<{ n: number }>('select count(*) as n from change_log');
      return rows[0]?.n === 0;
    });
    await use({ server, pool, releaseKeys, nextCustomer: customersOf(pool) });
  } finally {
    await server.stop();
    await pool.end();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Retail customers of the teller's branch with a name that nobody else has, one after the other. */
function customersOf(pool: Pool): () => Promise<Customer> {
  let given = 0;
  return async () => {
    const { rows } = await pool.query<{ id: string; name: string }>(
      `select c.id, c.doc ->> 'name' as name from customers c
         join users u on u.branch_id::text = c.branch_id and u.username = 'teller'
        where c.doc ->> 'kind' = 'retail' and not c.deleted
          and (select count(*) from customers o where o.doc ->> 'name' = c.doc ->> 'name') = 1
        order by c.id offset $1 limit 1`,
      [given++],
    );
    const [row] = rows;
    if (!row) throw new Error('The demo bank has no more customers to give.');
    const syllables = likelyReading([...row.name], 'retail');
    return { ...row, initials: syllables.map((syllable) => syllable.charAt(0)).join('') };
  };
}
