import { describe, expect, inject, it } from 'vitest';
import { campaign, plansOf } from './run/campaign.ts';
import type { Failure } from './run/jobs.ts';
import { readRegressions } from './run/regressions.ts';

/** What fits into a test run beside the other suites; `npm run sim` takes as many as one has time for. */
const SEEDS = 60;
const STEPS = 60;

/** What is needed to see it again, and the end of the trace. */
const told = ({ seed, detail, steps, trace }: Failure) =>
  [
    `npm run sim -- --seeds 1 --seed ${seed}: ${detail}`,
    steps.map(({ number, kind }) => `${number} ${kind}`).join(', '),
    ...trace.slice(-40),
  ].join('\n');

describe('devices and nodes under faults', () => {
  it(`keep every invariant for ${SEEDS} seeds, and the same seed gives the same trace`, async () => {
    const report = await campaign({
      runs: plansOf(1, SEEDS, STEPS),
      workers: 2,
      shrinkFor: 20_000,
      twiceEvery: 20,
      databaseUrl: inject('databaseUrl'),
    });
    expect(report.failures.map(told)).toEqual([]);
    expect(report.seeds).toBe(SEEDS);
    // A simulator in which nothing happens finds nothing.
    expect(report.edits).toBeGreaterThan(SEEDS * 4);
  });

  it('keep every invariant in the runs that once broke one', async () => {
    const runs = await readRegressions();
    if (runs.length === 0) return;
    const report = await campaign({ runs, workers: 2, databaseUrl: inject('databaseUrl') });
    expect(report.failures.map(told)).toEqual([]);
  });
});
