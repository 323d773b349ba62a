import { describe, expect, it } from 'vitest';
import { isBefore, isSegment, segmentsBetween } from './wal-names.ts';

const MEGABYTES_16 = 16 * 1024 * 1024;

describe('names of WAL segments', () => {
  it('are counted over the end of their lower part', () => {
    expect(segmentsBetween('0000000100000002000000FE', '000000010000000300000001', MEGABYTES_16)).toEqual([
      '0000000100000002000000FE',
      '0000000100000002000000FF',
      '000000010000000300000000',
      '000000010000000300000001',
    ]);
  });

  it('are older by their number, whatever their timeline; histories are never older', () => {
    const oldest = '000000020000000000000010';
    expect(isBefore('00000001000000000000000F', oldest)).toBe(true);
    expect(isBefore('00000001000000000000000F.00000028.backup', oldest)).toBe(true);
    expect(isBefore('000000030000000000000010', oldest)).toBe(false);
    expect(isBefore('00000002.history', oldest)).toBe(false);
    expect(isSegment('00000002.history')).toBe(false);
  });
});
