import { relative } from 'node:path';
import { z } from 'zod';

/** A test that failed, or a file of tests that could not be run. */
export interface Failure {
  readonly name: string;
  /** First lines of what it said. */
  readonly message: string;
}

const LINES = 6;

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.string(),
      results: z.array(z.object({ errors: z.array(z.object({ message: z.string().default('') })) })),
    }),
  ),
});
type PlaywrightSpec = z.infer<typeof playwrightSpec>;
interface PlaywrightSuite {
  specs?: PlaywrightSpec[] | undefined;
  suites?: PlaywrightSuite[] | undefined;
}
const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  specs: z.array(playwrightSpec).optional(),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});
const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  errors: z.array(z.object({ message: z.string().default('') })),
});

/** What failed, as the JSON of a reporter says; empty where it says nothing or is not of a finished run. */
export function readFailures(format: 'vitest' | 'playwright', report: unknown, root: string): Failure[] {
  return format === 'vitest' ? ofVitest(report, root) : ofPlaywright(report);
}

function ofVitest(report: unknown, root: string): Failure[] {
  const { data } = vitestReport.safeParse(report);
  return (data?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults
      .filter((result) => result.status === 'failed')
      .map(({ fullName, failureMessages }) => ({
        name: `${file} › ${fullName}`,
        message: firstLines((failureMessages ?? []).join('\n')),
      }));
    const whole = { name: file, message: firstLines(message) };
    return status === 'failed' && failed.length === 0 ? [whole] : failed;
  });
}

function ofPlaywright(report: unknown): Failure[] {
  const { data } = playwrightReport.safeParse(report);
  if (!data) return [];
  const specs = (suite: PlaywrightSuite): PlaywrightSpec[] => [
    ...(suite.specs ?? []),
    ...(suite.suites ?? []).flatMap(specs),
  ];
  const failed = data.suites.flatMap(specs).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => ({
        name: `${file} › ${title} [${projectName}]`,
        message: firstLines(results.flatMap(({ errors }) => errors.map(({ message }) => message)).join('\n')),
      })),
  );
  const outside = data.errors.map(({ message }) => ({
    name: 'outside a test',
    message: firstLines(message),
  }));
  return [...failed, ...outside];
}

function firstLines(text: string): string {
  return text.split('\n', LINES).join('\n').trim();
}
