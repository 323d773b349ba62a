import { describe, expect, it } from 'vitest';
import { CLOCK_TOLERANCE, createClockCheck } from './clock-check.ts';

const NOON = Date.parse('2026-11-22T12:00:00.000Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function checking() {
  const told: (number | undefined)[] = [];
  const check = createClockCheck((ahead) => told.push(ahead));
  /** An answer of the server's noon that took a second, on a device whose clock is off. */
  const hear = (off: number, took = 1000) =>
    check.heard({ asked: NOON + off - took / 2, answered: NOON + off + took / 2, server: NOON });
  return { check, told, hear };
}

describe('[O11] the clock of this device against the server’s', () => {
  it('a clock that differs by a day is told, ahead or behind, and again when it is right', () => {
    const { check, told, hear } = checking();
    hear(DAY);
    hear(-DAY);
    expect(told.map((ahead) => Math.round((ahead ?? 0) / DAY))).toEqual([1, -1]);
    expect(check.isRight()).toBe(false);
    hear(0);
    expect(told.at(-1)).toBeUndefined();
    expect(check.isRight()).toBe(true);
  });

  it('up to five minutes nobody is told', () => {
    const { check, told, hear } = checking();
    hear(CLOCK_TOLERANCE - 2000);
    hear(2000 - CLOCK_TOLERANCE);
    expect(told).toEqual([]);
    expect(check.isRight()).toBe(true);
    hear(CLOCK_TOLERANCE + 4000);
    expect(told).toHaveLength(1);
  });

  it('an answer that was minutes on its way is no wrong clock', () => {
    const { told, hear } = checking();
    hear(0, 20 * MINUTE);
    expect(told).toEqual([]);
  });

  it('the same difference is told once, whether answers come quickly or slowly', () => {
    const { told, hear } = checking();
    hear(DAY, 100);
    hear(DAY, 30_000);
    hear(DAY + 2000, 100);
    expect(told).toHaveLength(1);
    hear(DAY + 10 * MINUTE);
    expect(told).toHaveLength(2);
  });

  it('an answer without the time, or during which the clock was set back, says nothing', () => {
    const { check, told, hear } = checking();
    hear(DAY);
    check.heard({ asked: NOON, answered: NOON, server: undefined });
    check.heard({ asked: NOON, answered: NOON, server: Number.NaN });
    check.heard({ asked: NOON + DAY, answered: NOON + 1, server: NOON });
    expect(told).toHaveLength(1);
    expect(check.isRight()).toBe(false);
  });
});
