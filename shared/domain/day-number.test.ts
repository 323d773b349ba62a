import { describe, expect, it } from 'vitest';
import { dateOfDay, dayNumberOf, dayPlusMonths, monthEnd, monthNumberOf } from './day-number.ts';

describe('days as numbers', () => {
  it('counts from 1970-01-01 and back again, leap days included', () => {
    expect(dayNumberOf('1970-01-01')).toBe(0);
    for (const date of ['1931-02-28', '2000-02-29', '2026-12-31'])
      expect(dateOfDay(dayNumberOf(date))).toBe(date);
    expect(dayNumberOf('2024-03-01') - dayNumberOf('2024-02-28')).toBe(2);
  });

  it('adds months and stays in a shorter month', () => {
    const plus = (date: string, months: number) => dateOfDay(dayPlusMonths(dayNumberOf(date), months));
    expect(plus('2026-01-31', 1)).toBe('2026-02-28');
    expect(plus('2026-03-31', -1)).toBe('2026-02-28');
    expect(plus('2026-11-15', 14)).toBe('2028-01-15');
  });

  it('knows the last day of a month', () => {
    expect(dateOfDay(monthEnd(monthNumberOf(dayNumberOf('2024-02-10'))))).toBe('2024-02-29');
    expect(dateOfDay(monthEnd(monthNumberOf(dayNumberOf('2026-12-01'))))).toBe('2026-12-31');
  });
});
