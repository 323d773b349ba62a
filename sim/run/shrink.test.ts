import { expect, it } from 'vitest';
import { planOf, type Step } from '../steps/plan.ts';
import { shrink } from './shrink.ts';

it('a run that fails is cut down to the steps that it takes', async () => {
  const steps = planOf(1, 60);
  const needed = [7, 31, 32];
  const run = async (fewer: readonly Step[]) => ({
    violation: needed.every((number) => fewer.some((step) => step.number === number))
      ? { invariant: '1 replica equals scope' as const, detail: '' }
      : undefined,
    trace: [],
  });
  const { steps: least } = await shrink(steps, '1 replica equals scope', run, 10_000);
  expect(least.map(({ number }) => number)).toEqual(needed);
});

it('a plan is the same for the same seed, and leaving out a step changes no other', () => {
  expect(planOf(5, 30)).toEqual(planOf(5, 30));
  expect(planOf(5, 30)).not.toEqual(planOf(6, 30));
  expect(planOf(5, 60).slice(0, 30)).toEqual(planOf(5, 30));
});
