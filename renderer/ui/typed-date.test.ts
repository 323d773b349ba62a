import { describe, expect, it } from 'vitest';
import { parseTypedDate } from './typed-date.ts';

const today = '2026-11-21';

describe('a date as typed', () => {
  it.each([
    ['20261224', '2026-12-24'],
    ['2026-1-5', '2026-01-05'],
    ['2026/01/05', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['261224', '2026-12-24'],
    ['1224', '2026-12-24'],
    ['1120', '2027-11-20'],
    ['0229', null],
    ['+7', '2026-11-28'],
    ['0', '2026-11-21'],
    [' 20261224 ', '2026-12-24'],
    ['20260230', null],
    ['1/2/2026', null],
    ['tomorrow', null],
    ['', null],
  ])('%j is %s', (text, date) => {
    expect(parseTypedDate(text, today)).toBe(date);
  });
});
