import { open } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { CONTROL_FILE } from './data-files.ts';
import { BackupError } from './errors.ts';

export interface ClusterFacts {
  readonly dataFolder: string;
  readonly postgresVersion: number;
  readonly systemIdentifier: string;
  readonly segmentBytes: number;
  readonly schema: string;
}

/** What a backup must know of the cluster behind the connection, or why none can be taken of it. */
export async function clusterFacts(client: pg.Client): Promise<ClusterFacts> {
  const found = await client.query<{
    standby: boolean;
    archiving: boolean;
    version: number;
    segment_bytes: number;
    system_identifier: string;
    data_folder: string | null;
    schema: string | null;
  }>(
    `select pg_is_in_recovery() as standby, current_setting('archive_mode') <> 'off' as archiving,
            current_setting('server_version_num')::int as version,
            pg_size_bytes(current_setting('wal_segment_size'))::int as segment_bytes,
            (select system_identifier::text from pg_control_system()) as system_identifier,
            current_setting('data_directory', true) as data_folder,
            (select max(name) from schema_migrations) as schema`,
  );
  const [row] = found.rows;
  if (row === undefined) throw new RangeError('PostgreSQL answered with no row');
  if (row.standby) {
    throw new BackupError('standby', 'This PostgreSQL is a standby. Take the backup from the primary.');
  }
  if (!row.archiving) {
    throw new BackupError(
      'archiving_off',
      'PostgreSQL does not archive its WAL, without which a copy of its files is no backup. Set archive_mode and ' +
        'archive_library (deploy/postgresql/branchline.conf), and start it again.',
    );
  }
  if (row.data_folder === null || row.schema === null) {
    throw new BackupError('not_allowed', 'The role may not see the data folder, or the schema is not there.');
  }
  return {
    dataFolder: row.data_folder,
    postgresVersion: row.version,
    systemIdentifier: row.system_identifier,
    segmentBytes: row.segment_bytes,
    schema: row.schema,
  };
}

/**
 * The folder must be that of the server that was asked, on this machine: a copy of another one would pass every later
 * check and be worth nothing. The file begins with the cluster's number.
 */
export async function requireSameCluster({ dataFolder, systemIdentifier }: ClusterFacts): Promise<void> {
  const start = Buffer.alloc(8);
  try {
    const file = await open(path.join(dataFolder, CONTROL_FILE), 'r');
    await file.read(start, 0, 8, 0).finally(() => file.close());
  } catch (error) {
    throw new BackupError(
      'source_unreadable',
      `The data folder ${dataFolder} cannot be read here. Run this on the database's machine, as PostgreSQL's user.`,
      error,
    );
  }
  const own = [start.readBigUInt64LE(), start.readBigUInt64BE()].map(String);
  if (!own.includes(systemIdentifier)) {
    throw new BackupError(
      'wrong_folder',
      `${dataFolder} is not the folder of the PostgreSQL that answered. Run this on the database's machine.`,
    );
  }
}
