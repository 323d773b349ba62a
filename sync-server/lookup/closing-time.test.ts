import { describe, expect, it } from 'vitest';
import { closeOfBusiness, localDay } from './closing-time.ts';

const closing = (now: string, timeZone: string, closesAt = '18:00') =>
  closeOfBusiness(new Date(now), { timeZone, closesAt }).toISOString();

describe('close of business', () => {
  it('[X5] is by the clock of the branch, whatever the server’s', () => {
    expect(closing('2026-11-21T02:00:00.000Z', 'Asia/Shanghai')).toBe('2026-11-21T10:00:00.000Z');
    expect(closing('2026-11-20T23:30:00.000Z', 'Asia/Shanghai', '17:30')).toBe('2026-11-21T09:30:00.000Z');
    expect(closing('2026-07-01T08:00:00.000Z', 'Europe/Prague')).toBe('2026-07-01T16:00:00.000Z');
  });

  it('is on a day of the branch, not of the server', () => {
    expect(localDay(new Date('2026-11-19T17:00:00.000Z'), 'Asia/Shanghai')).toBe('2026-11-20');
    expect(localDay(new Date('2026-11-20T03:00:00.000Z'), 'America/New_York')).toBe('2026-11-19');
  });

  it('[X5] is the end of the day once it has passed, at a month’s end too', () => {
    expect(closing('2026-11-30T11:00:00.000Z', 'Asia/Shanghai')).toBe('2026-11-30T16:00:00.000Z');
    expect(closing('2026-11-21T10:00:00.000Z', 'Asia/Shanghai')).toBe('2026-11-21T16:00:00.000Z');
  });

  it('holds on the days on which clocks are changed', () => {
    expect(closing('2026-03-29T00:30:00.000Z', 'Europe/Prague')).toBe('2026-03-29T16:00:00.000Z');
    expect(closing('2026-10-25T17:30:00.000Z', 'Europe/Prague')).toBe('2026-10-25T23:00:00.000Z');
  });
});
