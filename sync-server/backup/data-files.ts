import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { BackupError } from './errors.ts';

/** Folders whose content PostgreSQL makes anew, or that another part of the backup holds. */
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const LEFT_OUT = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'backup_label',
  'tablespace_map',
  'backup_manifest',
  'postgresql.auto.conf.tmp',
  'current_logfiles.tmp',
  'recovery.signal',
  'standby.signal',
]);
/** Copied last: recovery begins where it says, which must not be before the first file was read. */
export const CONTROL_FILE = 'global/pg_control';

export interface DataFiles {
  readonly folders: readonly string[];
  /** Paths with `/`, relative to the data folder. */
  readonly files: readonly string[];
}

/**
 * What of a running cluster's data folder belongs into a backup:
 * https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA
 */
export async function listDataFiles(dataFolder: string): Promise<DataFiles> {
  const folders: string[] = [];
  const files: string[] = [];
  const look = async (folder: string): Promise<void> => {
    const entries = await readdir(path.join(dataFolder, folder), { withFileTypes: true }).catch((error) => {
      // A database that is dropped meanwhile takes its folder with it; the WAL says so.
      if (folder !== '' && error.code === 'ENOENT') return [];
      throw error;
    });
    for (const entry of entries) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (folder === 'pg_tblspc') {
        throw new BackupError(
          'tablespaces',
          'The database has tablespaces outside its data folder, which this command does not copy. Use pg_basebackup.',
        );
      }
      if (folder === '' && EMPTIED.has(entry.name)) folders.push(name);
      else if (entry.isDirectory()) {
        if (entry.name.startsWith('pgsql_tmp')) continue;
        folders.push(name);
        await look(name);
      } else if (entry.isFile() && !isLeftOut(folder, entry.name)) files.push(name);
    }
  };
  await look('');
  return { folders, files };
}

function isLeftOut(folder: string, name: string): boolean {
  return (
    (folder === '' && LEFT_OUT.has(name)) ||
    name.startsWith('pgsql_tmp') ||
    name.startsWith('pg_internal.init')
  );
}
