import { describe, expect, it } from 'vitest';
import { readArguments, UsageError } from './arguments.ts';

const read = (line: string, databaseUrl?: string) =>
  readArguments(line === '' ? [] : line.split(' '), { defaultDataDir: '/bank', databaseUrl });

describe('the command line of an import', () => {
  it('names a format and a source; the rest has defaults', () => {
    expect(read('--format berka /data')).toMatchObject({
      format: { name: 'berka' },
      source: '/data',
      dataDir: '/bank',
      url: undefined,
      rejectsFile: '/bank/rejects-berka.csv',
    });
    expect(
      read('--format berka /data --data-dir /other --as-of 2026-03-18 --rejects /tmp/r.csv'),
    ).toMatchObject({
      dataDir: '/other',
      asOf: '2026-03-18',
      rejectsFile: '/tmp/r.csv',
    });
    expect(read('--help')).toBeUndefined();
  });

  it('takes the database from the environment, unless a folder is named', () => {
    const url = 'postgres://bank@db/branchline';
    expect(read('--format berka /data', url)?.url).toBe(url);
    expect(read('--format berka /data --data-dir /other', url)?.url).toBeUndefined();
    expect(read('--format berka /data --data-dir /other --database-url postgresql://x')?.url).toBe(
      'postgresql://x',
    );
  });

  it.each([
    ['', 'Say what the source is'],
    ['--format excel /data', 'There is no format "excel"'],
    ['--format berka', 'Name the folder'],
    ['--format berka /data /more', 'one too many'],
    ['--format berka /data --as-of 2026-02-30', 'is not a day'],
    ['--format berka /data --database-url localhost', 'must look like postgres://'],
    ['--frmat berka /data', "Unknown option '--frmat'"],
    ['--format', 'argument missing'],
  ])('refuses "%s" with a sentence', (line, sentence) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(sentence);
  });
});
