import { describe, expect, it } from 'vitest';
import { countsOf, readCounts } from './counts.ts';

describe('the counts of a suite', () => {
  it('are what its reporter says', () => {
    const vitest = { numPassedTests: 7, numFailedTests: 2, numFailedTestSuites: 1 };
    expect(readCounts('vitest', vitest)).toEqual({ passed: 7, failed: 2 });
    const playwright = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 }, errors: [] };
    expect(readCounts('playwright', playwright)).toEqual({ passed: 5, failed: 2 });
  });

  it('count a file that could not be loaded, and a set-up that failed, as failures', () => {
    const vitest = { numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 1 };
    expect(readCounts('vitest', vitest)).toEqual({ passed: 7, failed: 1 });
    const playwright = { stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [{}] };
    expect(readCounts('playwright', playwright)).toEqual({ passed: 0, failed: 1 });
  });

  it('are one failure when there is no report, or the run ended badly without saying why', () => {
    expect(countsOf(0, readCounts('vitest', null), true)).toEqual({ passed: 0, failed: 1 });
    expect(countsOf(0, readCounts('vitest', {}), true)).toEqual({ passed: 0, failed: 1 });
    expect(countsOf(1, { passed: 3, failed: 0 }, true)).toEqual({ passed: 3, failed: 1 });
  });

  it('of a check without tests are one', () => {
    expect(countsOf(0, null, false)).toEqual({ passed: 1, failed: 0 });
    expect(countsOf(1, null, false)).toEqual({ passed: 0, failed: 1 });
  });
});
