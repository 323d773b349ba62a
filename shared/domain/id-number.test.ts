import { describe, expect, it } from 'vitest';
import { birthDateOfResidentId, isResidentId, isUscc, sexOfResidentId } from './id-number.ts';

describe('identity numbers', () => {
  it('accepts the sample number of GB 11643 and reads it', () => {
    expect(isResidentId('11010519491231002X')).toBe(true);
    expect(birthDateOfResidentId('11010519491231002X')).toBe('1949-12-31');
    expect(sexOfResidentId('11010519491231002X')).toBe('female');
  });

  it.each(['110105194912310021', '11010519490231002X', '1101051949123100', '', 'x'.repeat(18)])(
    'refuses %s',
    (value) => {
      expect(isResidentId(value)).toBe(false);
    },
  );

  it('checks a social credit code by GB 32100', () => {
    expect(isUscc('91350100M000100Y43')).toBe(true);
    expect(isUscc('91350100M000100Y44')).toBe(false);
    expect(isUscc('91350100M000100YI3')).toBe(false);
  });
});
