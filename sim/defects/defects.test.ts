import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { Pool } from '../run/pool.ts';
import { planOf } from '../steps/plan.ts';
import { defects } from './defects.ts';

/** Runs in which a defect has to show itself. */
const SEEDS = 40;
const STEPS = 60;

let pool: Pool;
// All defects are loaded at once, and a run has one of them: loading costs more than the few seeds that one takes.
beforeAll(async () => {
  const patches = defects.flatMap((defect) => defect.patches);
  pool = await Pool.open({ workers: 2, patches, databaseUrl: inject('databaseUrl') });
});
afterAll(() => pool.close());

describe.concurrent('the simulator finds', () => {
  it.for(defects)('$name', async ({ name, breaks, from }, { expect }) => {
    const failure = await pool.with(async (run) => {
      for (let seed = from; seed < from + SEEDS; seed += 1) {
        const done = await run({ seed, steps: planOf(seed, STEPS), defect: name });
        if (done.failure !== undefined) return done.failure;
      }
      return undefined;
    });
    expect(breaks).toContain(failure?.invariant);
  });
});
