import { describe, expect, it } from 'vitest';
import { coverTimes } from './cover-times.ts';

const today = '2026-11-20';

describe('the days of a cover', () => {
  it('begin at once when they begin today, and end when the last of them does', () => {
    const times = coverTimes(today, '2026-11-22', today);
    expect(times).toEqual({ problem: null, endsAt: new Date('2026-11-22T23:59:59').toISOString() });
  });

  it('begin in the morning when they begin later, and may be one day', () => {
    expect(coverTimes('2026-11-21', '2026-11-21', today)).toEqual({
      problem: null,
      startsAt: new Date('2026-11-21T00:00:00').toISOString(),
      endsAt: new Date('2026-11-21T23:59:59').toISOString(),
    });
  });

  it.each([
    [null, '2026-11-21', 'from'],
    ['2026-11-19', '2026-11-21', 'from'],
    [today, null, 'until'],
    ['2026-11-22', '2026-11-21', 'order'],
    [today, '2027-12-01', 'tooLong'],
  ])('from %s to %s are refused', (from, until, problem) => {
    expect(coverTimes(from, until, today)).toEqual({ problem });
  });
});
