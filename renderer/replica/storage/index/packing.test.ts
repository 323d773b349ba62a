import { describe, expect, it } from 'vitest';
import { seeded } from '../test/random.ts';
import { isExact, pack, packNumbers, unpack, unpackNumbers } from './packing.ts';

const through = (cells: Uint32Array) => {
  const packed = pack(cells, 0, cells.length);
  const back = new Uint32Array(cells.length);
  unpack(packed, back, 0, cells.length);
  return { packed, back };
};

describe('packed columns', () => {
  it('give back every number of 32 bits, however far apart', () => {
    const random = seeded(1);
    const cells = Uint32Array.from({ length: 5000 }, () => random.below(2 ** random.below(33)));
    cells.set([0, 0xffffffff, 0, 0x80000000, 0x7fffffff, 1]);
    expect(through(cells).back).toEqual(cells);
  });

  it('take a byte for each row of what grows row by row', () => {
    expect(through(Uint32Array.from({ length: 1000 }, (_, row) => row)).packed.length).toBe(1000);
  });

  it('give back times with two decimals and negative amounts exactly', () => {
    const cells = Float64Array.from([1763765432123.45, 1763765432123.46, 0.07, -12.5, 0, 9_007_199_254]);
    expect(isExact(cells, 0, cells.length, 100)).toBe(true);
    const back = new Float64Array(cells.length);
    unpackNumbers(packNumbers(cells, 0, cells.length, 100), back, 0, cells.length, 100);
    expect(back).toEqual(cells);
  });

  it('refuse what they would change: thirds, infinities, no number, negative zero, the very great', () => {
    for (const cell of [1 / 3, Infinity, -Infinity, NaN, -0, 2 ** 53])
      expect(isExact(Float64Array.from([cell]), 0, 1, 1), String(cell)).toBe(false);
  });

  it('say so where bytes are missing or left over', () => {
    const { packed } = through(Uint32Array.from([1, 200, 70_000]));
    expect(() => unpack(packed, new Uint32Array(4), 0, 4)).toThrow(RangeError);
    expect(() => unpack(packed, new Uint32Array(2), 0, 2)).toThrow(RangeError);
  });
});
