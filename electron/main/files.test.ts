import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTextOrNull, writeFileAtomic } from './atomic-file.ts';
import { openLog } from './log.ts';
import { pathsIn, userDataOverride } from './paths.ts';
import { latestOnly } from './queue.ts';
import { parseSettings } from './settings.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branchline-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file of the desktop', () => {
  it('is replaced whole, readable by this user only, and leaves nothing beside it', async () => {
    const path = join(folder, 'deep', 'a.json');
    await writeFileAtomic(path, 'one');
    await writeFileAtomic(path, 'two');
    expect(await readFile(path, 'utf8')).toBe('two');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'deep'))).toEqual(['a.json']);
  });

  it('stays as it was when the new one cannot be written', async () => {
    await writeFile(join(folder, 'file'), 'old');
    await expect(writeFileAtomic(join(folder, 'file', 'below'), 'x')).rejects.toThrow();
    expect(await readTextOrNull(join(folder, 'file'))).toBe('old');
  });

  it('that is missing reads as none', async () => {
    expect(await readTextOrNull(join(folder, 'missing'))).toBeNull();
  });
});

describe('writes in a row', () => {
  it('end with the newest, and those in between may be left out', async () => {
    const written: number[] = [];
    const queue = latestOnly<number>(
      async (n) => void written.push(n),
      () => undefined,
    );
    for (let n = 0; n < 100; n++) queue.push(n);
    await queue.settled();
    expect(written.at(-1)).toBe(99);
    expect(written.length).toBeLessThan(5);
  });

  it('go on after one that failed', async () => {
    const errors: unknown[] = [];
    const written: string[] = [];
    const queue = latestOnly<string>(
      async (text) => {
        if (text === 'bad') throw new Error('disk full');
        written.push(text);
      },
      (error) => errors.push(error),
    );
    queue.push('bad');
    await queue.settled();
    queue.push('good');
    await queue.settled();
    expect(errors).toHaveLength(1);
    expect(written).toEqual(['good']);
  });
});

describe('the log', () => {
  it('takes lines with their time, and turns over when it grows long', async () => {
    const path = join(folder, 'logs', 'desktop.log');
    const log = openLog(path, () => new Date(0));
    log.write('start', new Error('broken'));
    expect(await readFile(path, 'utf8')).toMatch(/^1970-01-01T00:00:00.000Z start Error: broken/);
    await writeFile(path, 'x'.repeat(1_000_001));
    log.write('again');
    expect(await readFile(path, 'utf8')).toContain('again');
    expect((await readdir(join(folder, 'logs'))).sort()).toEqual(['desktop.log', 'desktop.log.1']);
  });

  it('that cannot be written stops nobody', async () => {
    await writeFile(join(folder, 'logs'), 'a file where the folder should be');
    const log = openLog(join(folder, 'logs', 'desktop.log'), () => new Date());
    expect(() => log.write('x')).not.toThrow();
  });
});

it('a damaged settings file counts as none', () => {
  expect(parseSettings('{"language":"zh-CN"}', { language: 'en' })).toEqual({ language: 'zh-CN' });
  for (const text of [null, '{', '{"language":"fr"}'])
    expect(parseSettings(text, { language: 'en' })).toEqual({ language: 'en' });
});

it('an installed program keeps its data where the system says, whatever the environment', () => {
  expect(userDataOverride(true, { BRANCHLINE_USER_DATA: '/tmp/x' })).toBeNull();
  expect(userDataOverride(false, { BRANCHLINE_USER_DATA: '/tmp/x' })).toBe('/tmp/x');
  expect(pathsIn('/data').secrets).toBe(join('/data', 'secrets'));
});
