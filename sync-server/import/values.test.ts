import { describe, expect, it } from 'vitest';
import { dateOfDay } from '#shared/domain/day-number.ts';
import { IdSet } from './id-set.ts';
import { dayOf, minorUnits, wholeNumber } from './values.ts';

describe('reading values', () => {
  it('takes amounts as they are printed, without a rounding error', () => {
    const given = ['0.29', '1.1', '2452.00', '96396', '-50.05', '999999999999.99', '-0.00'];
    expect(given.map((text) => minorUnits('amount', text))).toEqual([
      29, 110, 245_200, 9_639_600, -5005, 99_999_999_999_999, 0,
    ]);
    for (const text of ['', '1,50', '1.234', '1e3', '.5', '--1', ' 1', 'NaN']) {
      expect(() => minorUnits('amount', text), text).toThrow('amount is not an amount');
    }
  });

  it('takes only days that the calendar has', () => {
    expect(dateOfDay(dayOf('date', '960229'))).toBe('1996-02-29');
    for (const text of ['970229', '971301', '970100', '97010', '9701011', '', 'abcdef']) {
      expect(() => dayOf('date', text), text).toThrow('date is not a date');
    }
  });

  it('takes only whole numbers that a number can hold', () => {
    expect(wholeNumber('id', '0042')).toBe(42);
    for (const text of ['', '-1', '1.0', '1234567890123456']) expect(() => wholeNumber('id', text)).toThrow();
  });

  it('remembers numbers, near and far apart', () => {
    const ids = new IdSet();
    const given = [0, 31, 32, 65_535, 65_536, 3_682_987, 999_999_999_999_999];
    expect(given.map((id) => ids.add(id))).toEqual(given.map(() => true));
    expect(given.map((id) => ids.add(id))).toEqual(given.map(() => false));
    expect(ids.add(1)).toBe(true);
  });
});
