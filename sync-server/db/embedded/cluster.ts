import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError } from './errors.ts';
import { run, type SystemUser } from './run.ts';
import { writePrivate } from './state.ts';

export const SUPERUSER = 'branchline';

export interface Cluster {
  readonly pgData: string;
  readonly password: string;
  readonly fresh: boolean;
}

/**
 * Finds the cluster in the folder or makes one. Two marker files tell a cluster that was never finished, which is
 * made anew, from one that once worked and is damaged now, which is never touched.
 */
export async function openCluster(
  home: string,
  binaries: Binaries,
  user: SystemUser | undefined,
  onProgress: (message: string) => void,
): Promise<Cluster> {
  const pgData = path.join(home, 'postgres');
  const passwordFile = path.join(home, 'password');
  const begun = path.join(home, 'initialising');
  const done = path.join(home, 'initialised');
  if (await exists(done)) {
    const version = await readFile(path.join(pgData, 'PG_VERSION'), 'utf8').catch(() => undefined);
    const password = await readFile(passwordFile, 'utf8').catch(() => undefined);
    if (version === undefined || password === undefined) {
      throw new EmbeddedDatabaseError(
        'data_folder_damaged',
        `The database in ${home} is damaged: files are missing. Restore the folder from a backup, or move it ` +
          'away to start with an empty database.',
      );
    }
    return { pgData, password: password.trim(), fresh: false };
  }
  const content = await readdir(pgData).catch(() => []);
  if (content.length > 0 && !(await exists(begun))) {
    throw new EmbeddedDatabaseError(
      'data_folder_foreign',
      `${pgData} holds files that Branchline did not write. Choose another folder with --data-dir.`,
    );
  }
  onProgress(
    content.length > 0 ? 'Making the database anew: the last set-up was cut short' : 'Making the database',
  );
  await writePrivate(begun, '');
  await rm(pgData, { recursive: true, force: true });
  const password = randomBytes(24).toString('hex');
  await writePrivate(passwordFile, `${password}\n`, user);
  await makeDataFolder(pgData, user);
  const { code, output } = await run(
    binaries.initdb,
    [
      `--pgdata=${pgData}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--lc-messages=C',
    ],
    user,
  );
  if (code !== 0) {
    throw new EmbeddedDatabaseError(
      'start_failed',
      `PostgreSQL could not make its data folder: ${output.trim()}`,
    );
  }
  await writePrivate(done, '');
  await rm(begun, { force: true });
  return { pgData, password, fresh: true };
}

async function makeDataFolder(pgData: string, user: SystemUser | undefined): Promise<void> {
  await mkdir(pgData, { mode: 0o700 });
  if (user) await chown(pgData, user.uid, user.gid);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
