import { readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second for every program. */
const TICKS = 100;

/** Seconds of processor time of a process and of its children, those that have ended included. */
export async function cpuSeconds(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const of = await Promise.all(
    [pid, ...children.trim().split(' ').filter(Boolean).map(Number)].map(async (id) => {
      const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
      // The name in brackets may hold blanks.
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
      return user + system + (id === pid ? endedUser + endedSystem : 0);
    }),
  );
  return of.reduce((sum, ticks) => sum + ticks, 0) / TICKS;
}

/** Megabytes resident. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** What a piece of work took: seconds by the clock, and of processor time in each of some processes. */
export interface Cost<Name extends string> {
  readonly seconds: number;
  readonly cpu: Record<Name, number>;
}

export async function costOf<Name extends string>(
  pids: Record<Name, number>,
  work: () => Promise<void>,
): Promise<Cost<Name>> {
  const names = Object.keys(pids) as Name[];
  const read = () => Promise.all(names.map((name) => cpuSeconds(pids[name])));
  const before = await read();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  const after = await read();
  const cpu = Object.fromEntries(names.map((name, i) => [name, (after[i] ?? 0) - (before[i] ?? 0)]));
  return { seconds, cpu: cpu as Record<Name, number> };
}
