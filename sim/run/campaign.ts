import { planOf, type Step } from '../steps/plan.ts';
import { addTo, emptyTally, type Tally } from '../world/happening.ts';
import type { Done, Failure } from './jobs.ts';
import { Pool, type PoolOptions } from './pool.ts';

export interface CampaignOptions extends PoolOptions {
  /** Runs, in this order. */
  runs: readonly { seed: number; steps: readonly Step[] }[];
  /** Milliseconds for leaving steps out of a run that fails. */
  shrinkFor?: number;
  /** Runs after which the same is run once more, for the same trace. */
  twiceEvery?: number;
  onDone?(done: Done): void;
}

export interface CampaignReport {
  seeds: number;
  steps: number;
  edits: number;
  happened: Tally;
  failures: Failure[];
}

export function plansOf(first: number, count: number, steps: number): CampaignOptions['runs'] {
  return Array.from({ length: count }, (_, index) => ({
    seed: first + index,
    steps: planOf(first + index, steps),
  }));
}

/** Carries out runs on several workers and adds up what came of them. */
export async function campaign(options: CampaignOptions): Promise<CampaignReport> {
  const { runs, shrinkFor = 0, twiceEvery, onDone } = options;
  const report: CampaignReport = {
    seeds: 0,
    steps: 0,
    edits: 0,
    happened: emptyTally(),
    failures: [],
  };
  const workers = Math.max(1, Math.min(options.workers, runs.length));
  const pool = await Pool.open({ ...options, workers });
  try {
    await Promise.all(
      runs.map(({ seed, steps }, index) =>
        pool.with(async (run) => {
          const twice = twiceEvery !== undefined && index % twiceEvery === 0;
          const done = await run({ seed, steps, twice, shrinkFor });
          report.seeds += 1;
          report.steps += steps.length;
          report.edits += done.edits.saved;
          addTo(report.happened, done.happened);
          if (done.failure !== undefined) report.failures.push(done.failure);
          onDone?.(done);
        }),
      ),
    );
  } finally {
    await pool.close();
  }
  return report;
}
