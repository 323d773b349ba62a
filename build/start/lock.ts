import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startOf } from '#sync-server/db/embedded/processes.ts';
import { StartProblem } from './problem.ts';

/** `running.json` in the data folder: who runs on it, and where it answers once it does. */
const running = z.object({
  pid: z.int().positive(),
  startedAt: z.string(),
  url: z.string().optional(),
});
export type Running = z.infer<typeof running>;

export interface FolderLock {
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

const fileIn = (dataDir: string) => join(dataDir, 'running.json');

/**
 * Takes the data folder for this process. One left by a process that is gone is taken over.
 *
 * @throws StartProblem that names the address of the one that runs
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  const file = fileIn(dataDir);
  const mine: Running = { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
  for (let attempt = 0; !(await create(file, mine)); attempt++) {
    const other = await readRunning(dataDir);
    if (other || attempt > 5) throw new StartProblem(sentenceAbout(dataDir, other));
    await rm(file, { force: true });
  }
  return {
    announce: (url) => writeFile(file, JSON.stringify({ ...mine, url })),
    release: () => rm(file, { force: true }),
  };
}

/** Who runs on the folder now; a file left by a crash does not count. */
export async function readRunning(dataDir: string): Promise<Running | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => '');
  const parsed = running.safeParse(parseJson(text));
  if (!parsed.success) return null;
  return startOf(parsed.data.pid) === parsed.data.startedAt ? parsed.data : null;
}

function sentenceAbout(dataDir: string, other: Running | null): string {
  if (!other) return `The data folder ${dataDir} is being used by another start. Try again in a moment.`;
  const where = other.url ? `at ${other.url}` : 'and is still starting';
  return `Branchline already runs on ${dataDir} ${where} (process ${other.pid}). Use that one, stop it with Ctrl-C, or start another with --data-dir and --port.`;
}

async function create(file: string, content: Running): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify(content)).finally(() => handle.close());
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
