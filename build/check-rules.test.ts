import { describe, expect, it } from 'vitest';
import { compareRules } from './check-rules.ts';

describe('rules and tests', () => {
  const document = '- **A1** one\n- **A2** two\nwords **A3** in passing\n';

  it('match when each rule is quoted by a title', () => {
    const tests = ["it('[A1] does', () => {})", 'it.each([1])(`[A2] does %s`, () => {})'];
    expect(compareRules(document, tests)).toEqual({ untested: [], unwritten: [] });
  });

  it('do not match when a rule has no test or a test no rule', () => {
    expect(compareRules(document, ["it('[A1] [B7] both', () => {})", '// [A2] only in a comment'])).toEqual({
      untested: ['A2'],
      unwritten: ['B7'],
    });
  });
});
