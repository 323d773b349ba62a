import { expect, it } from 'vitest';
import { createIdleWatch } from './idle.ts';

const MINUTE = 60_000;

function setUp() {
  const now = { wall: 1_000_000, steady: 0 };
  const watch = createIdleWatch(5 * MINUTE, { wall: () => now.wall, steady: () => now.steady });
  const pass = (ms: number) => {
    now.wall += ms;
    now.steady += ms;
  };
  return { now, watch, pass };
}

it('every touch begins the time anew', () => {
  const { watch, pass } = setUp();
  pass(4 * MINUTE);
  expect(watch.touched()).toBe(true);
  pass(4 * MINUTE);
  expect(watch.left()).toBe(MINUTE);
  pass(MINUTE);
  expect(watch.left()).toBe(0);
});

it('a touch after the time is over does not bring it back', () => {
  const { watch, pass } = setUp();
  pass(5 * MINUTE);
  expect(watch.touched()).toBe(false);
  expect(watch.left()).toBe(0);
});

it('sleep counts, though the steady clock stands still in it', () => {
  const { now, watch } = setUp();
  now.wall += 600 * MINUTE;
  expect(watch.touched()).toBe(false);
});

it('a clock that is set back does not stretch the time', () => {
  const { now, watch, pass } = setUp();
  now.wall -= 100 * MINUTE;
  pass(5 * MINUTE);
  expect(watch.left()).toBe(0);
});
