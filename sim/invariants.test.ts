import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type CampaignReport, campaign, plansOf } from './run/campaign.ts';
import type { Failure } from './run/jobs.ts';
import { readRegressions } from './run/regressions.ts';
import { happenings } from './world/happening.ts';

/** What fits into a test run; `npm run sim` takes as many as one has time for. */
const SEEDS = 200;
const STEPS = 40;

/** What is needed to see it again, and the end of the trace. */
const told = ({ seed, detail, steps, trace }: Failure) =>
  [
    `npm run sim -- --seeds 1 --seed ${seed}: ${detail}`,
    steps.map(({ number, kind }) => `${number} ${kind}`).join(', '),
    ...trace.slice(-40),
  ].join('\n');

describe(`devices and nodes under faults, ${SEEDS} seeds`, () => {
  let report: CampaignReport;
  beforeAll(async () => {
    report = await campaign({
      runs: plansOf(1, SEEDS, STEPS),
      workers: 2,
      shrinkFor: 20_000,
      twiceEvery: 20,
      databaseUrl: inject('databaseUrl'),
    });
  }, 1_800_000);

  it('keep every invariant, and the same seed gives the same trace', () => {
    expect(report.failures.map(told)).toEqual([]);
    expect(report.seeds).toBe(SEEDS);
  });

  // A simulator in which nothing happens finds nothing.
  it('meet everything that can happen', () => {
    expect(happenings.filter((name) => report.happened[name] === 0)).toEqual([]);
    expect(report.edits).toBeGreaterThan(SEEDS * 5);
  });

  it('get answers that are older than what they have, often', () => {
    const { happened } = report;
    expect(happened['answer overtaken']).toBeGreaterThan(SEEDS);
    expect(happened['pull older than what is there']).toBeGreaterThan(SEEDS / 10);
    expect(happened['push answer older than what is there']).toBeGreaterThan(SEEDS / 10);
    expect(happened['pull with a file evicted since']).toBeGreaterThan(SEEDS / 50);
  });
});

it('the runs that once broke an invariant keep all of them now', async () => {
  const runs = await readRegressions();
  if (runs.length === 0) return;
  const { failures } = await campaign({ runs, workers: 2, databaseUrl: inject('databaseUrl') });
  expect(failures.map(told)).toEqual([]);
});
