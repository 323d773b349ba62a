import type { Step } from '../steps/plan.ts';
import type { RunResult } from './simulate.ts';

/**
 * Leaves out steps while the same invariant still breaks: halves first, then ever smaller parts, until single steps
 * are tried or the time (milliseconds) is up.
 */
export async function shrink(
  steps: readonly Step[],
  invariant: string,
  run: (steps: readonly Step[]) => Promise<Pick<RunResult, 'violation' | 'trace'>>,
  time: number,
): Promise<{ steps: readonly Step[]; result: Pick<RunResult, 'violation' | 'trace'> | undefined }> {
  const end = Date.now() + time;
  let least = steps;
  let result: Pick<RunResult, 'violation' | 'trace'> | undefined;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < least.length; ) {
      if (Date.now() >= end) return { steps: least, result };
      const fewer = [...least.slice(0, start), ...least.slice(start + size)];
      const tried = await run(fewer);
      if (tried.violation?.invariant === invariant) {
        least = fewer;
        result = tried;
      } else {
        start += size;
      }
    }
  }
  return { steps: least, result };
}
