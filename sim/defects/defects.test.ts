import { describe, inject, it } from 'vitest';
import { campaign, plansOf } from '../run/campaign.ts';
import { defects } from './defects.ts';

/** Runs in which a defect has to show itself. */
const SEEDS = 40;
const STEPS = 60;

// Two at a time, each on a worker of its own: loading the server costs more than the few seeds that it takes.
describe.concurrent('the simulator finds', () => {
  it.for(defects)('$name', async ({ patches, breaks, from }, { expect }) => {
    const report = await campaign({
      runs: plansOf(from, SEEDS, STEPS),
      workers: 1,
      patches,
      stopAtFailure: true,
      databaseUrl: inject('databaseUrl'),
    });
    const [failure] = report.failures;
    expect(breaks).toContain(failure?.invariant);
  });
});
