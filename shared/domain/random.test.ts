import { describe, expect, it } from 'vitest';
import { randomFrom } from './random.ts';

describe('choices from a seed', () => {
  it('gives the same choices for the same label and others for another', () => {
    const draw = (label: string) => {
      const random = randomFrom(label);
      return Array.from({ length: 20 }, () => random.int(0, 1_000_000));
    };
    expect(draw('seed 1')).toEqual(draw('seed 1'));
    expect(draw('seed 1')).not.toEqual(draw('seed 2'));
  });

  it('keeps to bounds and weights', () => {
    const random = randomFrom('bounds');
    const seen = { common: 0, rare: 0 };
    for (let i = 0; i < 20_000; i++) {
      const n = random.int(3, 5);
      expect(n).toBeGreaterThanOrEqual(3);
      expect(n).toBeLessThanOrEqual(5);
      seen[random.weighted([['common', 9] as const, ['rare', 1] as const])]++;
    }
    expect(seen.common / 20_000).toBeCloseTo(0.9, 1);
  });
});
