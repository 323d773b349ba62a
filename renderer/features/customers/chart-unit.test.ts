import { describe, expect, it } from 'vitest';
import { chartUnitFor, inUnit } from './chart-unit.ts';

describe('the unit of a chart', () => {
  it('is what people of the language count in', () => {
    expect(chartUnitFor([39_916_810_15, 1], 'zh-CN')).toBe('wan');
    expect(chartUnitFor([39_916_810_15], 'en')).toBe('m');
    expect(chartUnitFor([350_000_000_00], 'zh-CN')).toBe('yi');
    expect(chartUnitFor([12_000_00], 'en')).toBe('k');
  });

  it('goes by size, not by sign, and small amounts are shown as they are', () => {
    expect(chartUnitFor([-80_000_00, 3_00], 'zh-CN')).toBe('wan');
    expect(chartUnitFor([19_999_00], 'zh-CN')).toBe('one');
    expect(chartUnitFor([], 'en')).toBe('one');
  });

  it('turns minor units into it, to a hundredth', () => {
    expect(inUnit(39_916_810_15, 'wan')).toBe(3991.68);
    expect(inUnit(-1_50, 'one')).toBe(-1.5);
  });
});
