import { expect, it } from 'vitest';
import { countDownTo } from './window-end.ts';

const HOUR = 3_600_000;

/** A machine whose time passes, whatever its clock is set to. */
function machine() {
  const timers = new Set<{ left: number; action: () => void }>();
  const world = {
    now: 1_000_000,
    after(milliseconds: number, action: () => void) {
      const timer = { left: milliseconds, action };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass(hours: number) {
      for (let hour = 0; hour < hours; hour++) {
        world.now += HOUR;
        for (const timer of [...timers]) {
          timer.left -= HOUR;
          if (timer.left <= 0 && timers.delete(timer)) timer.action();
        }
      }
    },
  };
  return { world, clock: { now: () => world.now, after: world.after } };
}

it('[O22] a moment comes when its time has passed, though the clock was set meanwhile', () => {
  const { world, clock } = machine();
  let ended = 0;
  const after = (hours: number) => {
    world.pass(hours);
    return ended;
  };
  countDownTo(clock, world.now + 72 * HOUR, () => (ended += 1));
  expect(after(40)).toBe(0);
  world.now -= 1_000 * HOUR;
  expect(after(31)).toBe(0);
  world.now += 5_000 * HOUR;
  expect([after(0), after(1), after(100)]).toEqual([0, 1, 1]);
});

it('is not waited for any longer once somebody has said so, and is there at once when it has gone by', () => {
  const { world, clock } = machine();
  let ended = 0;
  const stop = countDownTo(clock, world.now + 30 * HOUR, () => (ended += 1));
  world.pass(29);
  stop();
  world.pass(100);
  expect(ended).toBe(0);
  countDownTo(clock, world.now, () => (ended += 1));
  expect(ended).toBe(1);
});
