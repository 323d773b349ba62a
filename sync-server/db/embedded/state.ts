import { chown, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isAlive, startOf } from './processes.ts';
import type { SystemUser } from './run.ts';

/** `database.json` in the data folder while an embedded database runs: how an importer finds it. */
const runningDatabase = z.object({
  url: z.string(),
  /** The database server's process. */
  pid: z.int(),
  /** The Node process that started it and will stop it. */
  ownerPid: z.int(),
  ownerStartedAt: z.string(),
});
export type RunningDatabase = z.infer<typeof runningDatabase>;

const fileOf = (dataDir: string) => path.join(dataDir, 'database.json');

/** The database now running on this data folder, or `undefined`. A file left by a crash does not count. */
export async function readRunningDatabase(dataDir: string): Promise<RunningDatabase | undefined> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = runningDatabase.safeParse(value);
  if (!parsed.success || !isAlive(parsed.data.pid)) return undefined;
  return startOf(parsed.data.ownerPid) === parsed.data.ownerStartedAt ? parsed.data : undefined;
}

export async function writeRunningDatabase(dataDir: string, url: string, pid: number): Promise<void> {
  const value = {
    url,
    pid,
    ownerPid: process.pid,
    ownerStartedAt: startOf(process.pid) ?? '',
  } satisfies RunningDatabase;
  await writePrivate(fileOf(dataDir), `${JSON.stringify(value)}\n`);
}

export async function removeRunningDatabase(dataDir: string): Promise<void> {
  await rm(fileOf(dataDir), { force: true });
}

/** Writes a file that only its owner reads, and makes it durable. */
export async function writePrivate(file: string, text: string, owner?: SystemUser): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  if (owner) await chown(file, owner.uid, owner.gid);
  const handle = await open(file, 'r');
  await handle.sync().finally(() => handle.close());
}
