import { describe, expect, it } from 'vitest';
import { isStorable } from './storable.ts';

describe('what can be stored', () => {
  it('is any JSON that people write', () => {
    expect(isStorable({ 名字: '曾', list: [1, null, true, { deep: ['你好 👋'] }] })).toBe(true);
  });

  it('holds no NUL and no half of a character, in values and in names', () => {
    for (const text of ['a\u0000b', '\ud800', 'x\udc00']) {
      expect(isStorable(text)).toBe(false);
      expect(isStorable({ [text]: 1 })).toBe(false);
      expect(isStorable([[{ a: text }]])).toBe(false);
    }
  });

  it('is not endless in number, depth or parts', () => {
    expect(isStorable(Number.POSITIVE_INFINITY)).toBe(false);
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(isStorable(deep)).toBe(false);
    expect(isStorable(Array.from({ length: 30_000 }, () => 0))).toBe(false);
  });
});
