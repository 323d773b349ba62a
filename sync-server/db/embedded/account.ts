import { constants } from 'node:fs';
import { access, chmod, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedDatabaseError } from './errors.ts';
import { run, type SystemUser } from './run.ts';

/**
 * PostgreSQL refuses to run as root: root needs a system user to run it as. Anybody else runs it as themselves
 * (`undefined`).
 */
export async function databaseUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const found = await lookUp();
  if (found) return found;
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/bin/false',
    'postgres',
  ]).catch(() => run('adduser', ['-S', '-D', '-H', 'postgres']).catch(() => undefined));
  const made = await lookUp();
  if (made) return made;
  throw new EmbeddedDatabaseError(
    'no_system_user',
    'PostgreSQL does not run as root, and no system user "postgres" could be created. Create one ' +
      '(useradd --system postgres), run as an ordinary user, or set DATABASE_URL to a server of your own.',
  );
}

async function lookUp(): Promise<SystemUser | undefined> {
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

/** Whether the user may pass through every folder above `target` and into it. Asked of the system, not worked out. */
export async function canReach(target: string, user: SystemUser | undefined): Promise<boolean> {
  if (!user) {
    return access(target, constants.X_OK).then(
      () => true,
      () => false,
    );
  }
  return (await run('test', ['-x', target], user)).code === 0;
}

/** Makes the folder and proves that it can be written. Others may pass through, not look. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o755 });
    if (made !== undefined) await chmod(folder, 0o711);
    if (!(await stat(folder)).isDirectory()) throw new Error('not a folder');
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new EmbeddedDatabaseError(
      'data_folder_unwritable',
      `The data folder ${path.resolve(folder)} cannot be written. Choose another with --data-dir, or give ` +
        'this user the right to write there.',
      error,
    );
  }
}
