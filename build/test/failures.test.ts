import { describe, expect, it } from 'vitest';
import { readFailures } from './failures.ts';

describe('what failed in a suite', () => {
  it('is named by file and test, with the first lines of what was said', () => {
    const failureMessages = [
      'AssertionError: expected 1 to be 2\n    at a\n    at b\n    at c\n    at d\n    at e',
    ];
    const report = {
      testResults: [
        {
          name: '/project/shared/a.test.ts',
          status: 'failed',
          assertionResults: [
            { fullName: 'a thing works', status: 'passed' },
            { fullName: 'a thing lasts', status: 'failed', failureMessages },
          ],
        },
        { name: '/project/shared/b.test.ts', status: 'passed', assertionResults: [] },
      ],
    };
    const [failure, ...rest] = readFailures('vitest', report, '/project');
    expect(rest).toEqual([]);
    expect(failure?.name).toBe('shared/a.test.ts › a thing lasts');
    expect(failure?.message.split('\n')).toHaveLength(6);
    expect(failure?.message).toMatch(/^AssertionError: expected 1 to be 2/);
  });

  it('is a file that could not be loaded', () => {
    const file = {
      name: '/project/a.test.ts',
      status: 'failed',
      message: 'no such module',
      assertionResults: [],
    };
    expect(readFailures('vitest', { testResults: [file] }, '/project')).toEqual([
      { name: 'a.test.ts', message: 'no such module' },
    ]);
  });

  it('is found at every depth of the end-to-end tests, and outside of them', () => {
    const spec = (title: string, status: string) => ({
      title,
      file: 'a.spec.ts',
      ok: status === 'expected',
      tests: [{ projectName: 'browser', status, results: [{ errors: [{ message: 'not seen' }] }] }],
    });
    const report = {
      suites: [
        { specs: [spec('one', 'expected')], suites: [{ specs: [spec('two', 'unexpected')] }] },
        { specs: [spec('three', 'flaky')] },
      ],
      errors: [{ message: 'the bank did not start' }],
    };
    expect(readFailures('playwright', report, '/project')).toEqual([
      { name: 'a.spec.ts › two [browser]', message: 'not seen' },
      { name: 'a.spec.ts › three [browser]', message: 'not seen' },
      { name: 'outside a test', message: 'the bank did not start' },
    ]);
  });

  it('is not known where the report says nothing', () => {
    expect(readFailures('vitest', null, '/project')).toEqual([]);
    expect(readFailures('playwright', {}, '/project')).toEqual([]);
  });
});
