import { readFileSync } from 'node:fs';

/** Third and twenty-second field of proc(5)'s `stat`, counted behind the name, which may hold spaces. */
const STATE = 0;
const START_TIME = 19;

/** Whether a process runs. One that was killed and whose parent has not asked for its end yet does not. */
export function isAlive(pid: number): boolean {
  return startOf(pid) !== null;
}

/**
 * When a living process started, so that an id that was given out again is not taken for the old process; `null` for
 * none. Only Linux tells cheaply: elsewhere every living process answers alike.
 */
export function startOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return null;
  }
  if (process.platform !== 'linux') return '';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[STATE];
    return state === 'Z' || state === 'X' ? null : (fields[START_TIME] ?? null);
  } catch {
    return null;
  }
}
