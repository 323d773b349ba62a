import { describe, expect, it } from 'vitest';
import { formatterOf } from './format.ts';

const zh = formatterOf('zh-CN');
const en = formatterOf('en');

describe('amounts', () => {
  it('are minor units shown with the decimals of their currency', () => {
    expect(zh.money({ minor: 123456, currency: 'CNY' })).toBe('¥1,234.56');
    expect(en.money({ minor: 123456, currency: 'JPY' })).toBe('¥123,456');
  });
  it('are short in the units people of that language count in', () => {
    expect(zh.compactMoney({ minor: 123_456_700, currency: 'CNY' })).toBe('¥123.5万');
    expect(en.compactMoney({ minor: 123_456_700, currency: 'CNY' })).toBe('¥1.2M');
  });
  it('show yearly rates in percent', () => {
    expect(zh.percent(275)).toBe('2.75%');
  });
});

describe('days', () => {
  it('stay the same day in every time zone', () => {
    expect(zh.date('2026-03-01')).toBe('2026/03/01');
    expect(en.date('2026-03-01')).toBe('1 Mar 2026');
  });
  it('are named by their distance from today', () => {
    expect(zh.relativeDay('2026-03-01', '2026-03-01')).toBe('今天');
    expect(en.relativeDay('2026-03-04', '2026-03-01')).toBe('in 3 days');
    expect(en.relativeDay('2026-02-28', '2026-03-01')).toBe('yesterday');
  });
});

describe('elapsed time', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  it('is told in the largest whole unit', () => {
    expect(en.ago('2026-03-01T11:55:10Z', now)).toBe('4 minutes ago');
    expect(zh.ago('2026-02-27T11:00:00Z', now)).toBe('2天前');
  });
  it('is nothing to tell under a minute', () => {
    expect(en.ago('2026-03-01T11:59:30Z', now)).toBeUndefined();
  });
});
