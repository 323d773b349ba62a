import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
}

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numFailedTestSuites: z.int(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
  errors: z.array(z.unknown()),
});

/** What the JSON of a reporter says; `null` when it is not that of a finished run. */
export function readCounts(format: 'vitest' | 'playwright', report: unknown): Counts | null {
  if (format === 'vitest') {
    const { data } = vitestReport.safeParse(report);
    if (!data) return null;
    // A file that could not be loaded has no tests to count, and is a failure all the same.
    const failed = Math.max(data.numFailedTests, data.numFailedTestSuites > 0 ? 1 : 0);
    return { passed: data.numPassedTests, failed };
  }
  const { data } = playwrightReport.safeParse(report);
  if (!data) return null;
  const failed = data.stats.unexpected + data.stats.flaky;
  return { passed: data.stats.expected, failed: Math.max(failed, data.errors.length > 0 ? 1 : 0) };
}

/**
 * The counts of one suite. Its exit code has the last word: a run that ended badly without a failed test, or that
 * left no report, counts as one failure; a check without tests counts as one test.
 */
export function countsOf(exitCode: number, reported: Counts | null, hasReport: boolean): Counts {
  if (!hasReport) return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (reported === null) return { passed: 0, failed: 1 };
  return exitCode !== 0 && reported.failed === 0 ? { ...reported, failed: 1 } : reported;
}
