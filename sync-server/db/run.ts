import { createHash } from 'node:crypto';
import type { Client, Pool } from './pool.ts';
import { prepared } from './prepared.ts';

/** Names the run of the database that answers on this connection. */
export type DatabaseRun = (client: Client | Pool) => Promise<string>;

/**
 * A run ends when the database may have lost what it had committed: PostgreSQL was started again (a crash, a fail-over,
 * a restore of the whole server), the database is another one (a restore beside the old one), or its tables were
 * emptied and filled again. The last is told by the file of the table that each edit is written to; rewriting it
 * (`vacuum full`) looks the same, which costs every replica one comparison. Opaque: clients compare it and nothing else.
 */
export const databaseRun: DatabaseRun = async (client) => {
  const found = await client.query<{ run: string }>(
    prepared(`select extract(epoch from pg_postmaster_start_time())::text || ' ' || d.oid || ' ' ||
            pg_relation_filenode('mutations') as run
     from pg_database d where d.datname = current_database()`),
  );
  const run = found.rows[0]?.run ?? '';
  return createHash('sha256').update(run).digest('hex').slice(0, 16);
};
