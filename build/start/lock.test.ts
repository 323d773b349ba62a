import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder, readRunning } from './lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branchline-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the lock of a data folder', () => {
  it('keeps a second start out and tells it the address', async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow('is still starting');
    await lock.announce('http://127.0.0.1:8710');
    await expect(lockFolder(folder)).rejects.toThrow('at http://127.0.0.1:8710');
    await lock.release();
    expect(await readRunning(folder)).toBeNull();
  });

  it('lets one of two in that come at once', async () => {
    const results = await Promise.allSettled([lockFolder(folder), lockFolder(folder)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    ['a process that is gone', { pid: 2 ** 22 - 1, startedAt: '1' }],
    ['a process whose number was given to another', { pid: process.pid, startedAt: '1' }],
    ['half a file', '{"pid"'],
  ])('left by %s is taken over', async (_who, content) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(join(folder, 'running.json'), text);
    await lockFolder(folder);
    expect(JSON.parse(await readFile(join(folder, 'running.json'), 'utf8'))).toMatchObject({
      pid: process.pid,
    });
  });
});
