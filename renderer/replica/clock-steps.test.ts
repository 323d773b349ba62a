import { expect, it } from 'vitest';
import { watchClock } from './clock-steps.ts';

const DAY = 24 * 3_600_000;

it('[O11] a clock that is set is noticed, in both directions, and one that runs is not', () => {
  const time = { now: 1_000, even: 0 };
  let due: () => void = () => undefined;
  let steps = 0;
  const stop = watchClock(
    {
      now: () => time.now,
      after: (_, action) => {
        due = action;
        return () => {
          due = () => undefined;
        };
      },
    },
    () => time.even,
    () => (steps += 1),
  );
  /** Two seconds later, with the clock set by so much meanwhile. */
  const later = (set: number) => {
    time.even += 2_000;
    time.now += 2_000 + set;
    due();
    return steps;
  };
  expect([later(0), later(DAY), later(0), later(-DAY), later(500), later(0)]).toEqual([0, 1, 1, 2, 2, 2]);
  stop();
  expect(later(DAY)).toBe(2);
});
