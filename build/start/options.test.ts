import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';
import { StartProblem } from './problem.ts';

const read = (...args: string[]) => readOptions(args, '/project', '/here');

describe('the arguments of npm start', () => {
  it('have defaults that suit a first try', () => {
    expect(read()).toEqual({
      headless: false,
      port: 8710,
      dataDir: '/project/.branchline',
      customers: 20_000,
    });
  });

  it('name a data folder as seen from where the user stands', () => {
    expect(read('--data-dir', 'bank')).toMatchObject({ dataDir: '/here/bank' });
    expect(read('--data-dir', '/srv/bank')).toMatchObject({ dataDir: '/srv/bank' });
  });

  it('name a folder for the WAL, which is not archived otherwise', () => {
    expect(read('--wal-archive', 'wal')).toMatchObject({ walArchive: '/here/wal' });
  });

  it('take a port, 0 for a free one, and a size of the bank', () => {
    expect(read('--headless', '--port', '0', '--customers', '200000')).toMatchObject({
      headless: true,
      port: 0,
      customers: 200_000,
    });
  });

  it.each([
    ['--port', '70000'],
    ['--port', 'http'],
    ['--port', '-1'],
    ['--customers', '5'],
    ['--customers', '1e9'],
    ['--colour', 'red'],
    ['surplus'],
  ])('that are wrong are named: %s %s', (...args) => {
    expect(() => read(...args.filter((argument) => argument !== undefined))).toThrow(StartProblem);
  });

  it('can ask for help', () => {
    expect(read('--help')).toBe('help');
  });
});
