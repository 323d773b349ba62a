import { describe, expect, it } from 'vitest';
import { typedNumber } from './typed-number.ts';

describe('what is typed at a counter', () => {
  it.each([
    ['11010519491231002X', 'idNumber'],
    ['110105 19491231 002x', 'idNumber'],
    ['91350100M000100Y43', 'idNumber'],
    ['E12345678', 'idNumber'],
    ['6222 0210 0112 2334 455', 'cardNo'],
    ['1000000001', 'customerNo'],
  ])('%s is looked up as %s', (text, by) => {
    expect(typedNumber(text)?.by).toBe(by);
  });

  it('is compared without spaces and in capitals, as it stands at the bank', () => {
    expect(typedNumber('110105 19491231 002x')?.value).toBe('11010519491231002X');
  });

  it.each(['张伟', 'zhangwei', 'zw', '4455', '13900000001', ''])(
    '%s is no number to look up in the bank',
    (text) => expect(typedNumber(text)).toBeNull(),
  );
});
