import { describe, expect, it } from 'vitest';
import { ageOn, daysBetween, nextAnniversary, plusDays, plusMonths } from './business-date.ts';

describe('business dates', () => {
  it('counts days over the end of months and years', () => {
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(plusDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
    expect(daysBetween('2026-03-02', '2026-02-27')).toBe(-3);
  });

  it('keeps to the last day of a shorter month', () => {
    expect(plusMonths('2026-01-31', 1)).toBe('2026-02-28');
  });

  it('finds the next birthday, today included', () => {
    expect(nextAnniversary('1980-11-21', '2026-11-21')).toBe('2026-11-21');
    expect(nextAnniversary('1980-11-20', '2026-11-21')).toBe('2027-11-20');
    expect(nextAnniversary('2000-02-29', '2026-02-01')).toBe('2026-02-28');
  });

  it('counts a year of age on the birthday itself', () => {
    expect(ageOn('1980-11-21', '2026-11-20')).toBe(45);
    expect(ageOn('1980-11-21', '2026-11-21')).toBe(46);
  });
});
