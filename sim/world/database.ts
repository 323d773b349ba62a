import pg from 'pg';
import { createPool, type Pool } from '#sync-server/db/pool.ts';

/** What a new seed and a restore leave alone: they make the server what it is, and hold nothing of the bank's. */
const LASTING = ['settings', 'schema_migrations'];

interface Table {
  name: string;
  /** Those that can be written. */
  columns: string;
}

/** The database of one worker: emptied for each seed, backed up and restored within one. */
export class SimDatabase {
  readonly url: string;
  readonly pool: Pool;
  readonly #tables: readonly Table[];
  #hasBackup = false;

  private constructor(url: string, pool: Pool, tables: readonly Table[]) {
    this.url = url;
    this.pool = pool;
    this.#tables = tables;
  }

  /** On a database with the server's schema. */
  static async of(url: string): Promise<SimDatabase> {
    const pool = createPool(url, { max: 2, applicationName: 'simulator' });
    const found = await pool.query<Table>(
      `select c.table_name as name, string_agg(quote_ident(c.column_name), ', ' order by c.ordinal_position) as columns
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
         and c.table_name <> all ($1)
       group by 1 order by 1`,
      [LASTING],
    );
    return new SimDatabase(url, pool, found.rows);
  }

  async empty(): Promise<void> {
    this.#hasBackup = false;
    // Not TRUNCATE: that makes new files for each table and each index, and there are a hundred.
    await this.#unguarded(
      `${this.#tables.map(({ name }) => `delete from ${name};`).join(' ')}
       select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences
       where schemaname = 'public';`,
    );
  }

  async backUp(): Promise<void> {
    const parts = this.#tables.map(
      ({ name, columns }) =>
        `drop table if exists backup.${name}; create unlogged table backup.${name} as select ${columns} from ${name};`,
    );
    await this.pool.query(
      `create schema if not exists backup; ${parts.join('\n')}
       drop table if exists backup.feed_pos_at;
       create unlogged table backup.feed_pos_at as select last_value, is_called from feed_pos;`,
    );
    this.#hasBackup = true;
  }

  /**
   * The database is what it was at the backup, its sequences included: positions are given once more. Returns the
   * mutations that it had applied since; `undefined` when there is no backup.
   */
  async restore(): Promise<string[] | undefined> {
    if (!this.#hasBackup) return undefined;
    const lost = await this.pool.query<{ id: string }>(
      'select id from mutations except select id from backup.mutations order by id',
    );
    const parts = this.#tables.map(
      ({ name, columns }) =>
        `insert into ${name} (${columns}) overriding system value select ${columns} from backup.${name};`,
    );
    await this.#unguarded(
      `truncate ${this.#tables.map(({ name }) => name).join(', ')};
       ${parts.join('\n')}
       select setval('feed_pos', last_value, is_called) from backup.feed_pos_at;`,
    );
    return lost.rows.map(({ id }) => id);
  }

  async end(): Promise<void> {
    await this.pool.end();
  }

  /** The triggers that refuse removal, and those that write the change log, are out of force for this. */
  async #unguarded(sql: string): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query(`begin; set local session_replication_role = replica; ${sql} commit;`);
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }
}

/** Runs one statement on the cluster's own database, such as `create database`. */
export async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
