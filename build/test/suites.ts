import { join } from 'node:path';

/** One part of `npm test`. */
export interface Suite {
  name: string;
  /** What is run, on the project's Node. */
  command: string[];
  /** Where its reporter writes what passed and failed; absent for a check that only succeeds or not. */
  report?: { file: string; format: 'vitest' | 'playwright' };
  /** Nothing after it makes sense when it fails. */
  essential?: boolean;
}

/** The suites in the order in which they run: what fails fast comes first. */
export function suitesOf(projectRoot: string): Suite[] {
  const program = (...path: string[]) => join(projectRoot, 'node_modules', ...path);
  const report = (name: string) => join(projectRoot, 'test-results', `${name}.json`);
  const vitest = (name: string, project = name): Suite => ({
    name,
    command: [
      program('vitest', 'vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report(name)}`,
    ],
    report: { file: report(name), format: 'vitest' },
  });
  return [
    { name: 'set-up', command: [join(projectRoot, 'build', 'setup.ts')], essential: true },
    { name: 'check', command: [join(projectRoot, 'build', 'test', 'check.ts')] },
    // With what runs by file of its own.
    vitest('unit', 'unit*'),
    { name: 'build', command: [join(projectRoot, 'build', 'build.ts')], essential: true },
    vitest('integration'),
    vitest('sim'),
    {
      name: 'e2e',
      command: [
        program('@playwright', 'test', 'cli.js'),
        'test',
        '-c',
        join(projectRoot, 'e2e', 'playwright.config.ts'),
      ],
      report: { file: report('e2e'), format: 'playwright' },
    },
  ];
}
