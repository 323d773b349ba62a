import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { inTransaction, type Pool } from './pool.ts';

const folder = new URL('./migrations/', import.meta.url);
const LOCK = 7_301_001;

/** The database is not one that this version can bring up to date; the message says why. */
export class MigrationError extends Error {
  readonly code: 'changed' | 'unknown';
  constructor(code: 'changed' | 'unknown', message: string) {
    super(message);
    this.name = 'MigrationError';
    this.code = code;
  }
}

interface Migration {
  name: string;
  checksum: string;
  sql: string;
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings the schema up to date: numbered files, each in a transaction of its own, one runner at a time. A file
 * that was applied and has changed since is refused, as is a database from a later version.
 */
export async function migrate(pool: Pool, onProgress?: (message: string) => void): Promise<void> {
  const migrations = await readMigrations();
  await pool
    .query(
      `create table if not exists schema_migrations (
       name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
    )
    .catch((error: unknown) => {
      // Two nodes that start at once: "if not exists" is not atomic.
      if ((error as { code?: string }).code !== '23505') throw error;
    });
  for (const migration of migrations) {
    await inTransaction(pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
      const applied = await client.query<{ name: string; checksum: string }>(
        'select name, checksum from schema_migrations',
      );
      refuseForeign(applied.rows, migrations);
      if (applied.rows.some((row) => row.name === migration.name)) return;
      onProgress?.(`Migrating the database: ${migration.name}`);
      // A migration of a big table takes its time, whatever the pool allows a request.
      await client.query('set local statement_timeout = 0');
      await client.query(migration.sql);
      await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
        migration.name,
        migration.checksum,
      ]);
    });
  }
}

/** Whether every migration of this version is applied. */
export async function isMigrated(pool: Pool): Promise<boolean> {
  const migrations = await readMigrations();
  const applied = await pool.query<{ name: string }>('select name from schema_migrations');
  const names = new Set(applied.rows.map((row) => row.name));
  return migrations.every((migration) => names.has(migration.name));
}

function refuseForeign(applied: { name: string; checksum: string }[], migrations: Migration[]): void {
  for (const row of applied) {
    const own = migrations.find((migration) => migration.name === row.name);
    if (!own) {
      throw new MigrationError(
        'unknown',
        `The database is of a later version: it has ${row.name}. Update Branchline.`,
      );
    }
    if (own.checksum !== row.checksum) {
      throw new MigrationError('changed', `${row.name} was changed after it was applied to this database.`);
    }
  }
}
