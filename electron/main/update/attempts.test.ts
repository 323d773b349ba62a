import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAttempts } from './attempts.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branchline-attempts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('an attempt whose version does not run at the next start is known there', async () => {
  expect(await openAttempts(folder, '1.0.0').unfinished()).toBeNull();
  await openAttempts(folder, '1.0.0').note('1.1.0', 5);
  expect(await openAttempts(folder, '1.0.0').unfinished()).toEqual({ version: '1.1.0', at: 5 });
});

it('one that came true is forgotten: going back by hand later is no failure', async () => {
  await openAttempts(folder, '1.0.0').note('1.1.0', 5);
  expect(await openAttempts(folder, '1.1.0').unfinished()).toBeNull();
  expect(await openAttempts(folder, '1.0.0').unfinished()).toBeNull();
  expect(await readdir(folder)).toEqual([]);
});

it('a file that is no attempt counts as none', async () => {
  await writeFile(join(folder, 'attempt.json'), '{"version":');
  expect(await openAttempts(folder, '1.0.0').unfinished()).toBeNull();
});

it('where it cannot be written it counts until the program ends', async () => {
  await writeFile(join(folder, 'file'), '');
  const attempts = openAttempts(join(folder, 'file'), '1.0.0');
  await expect(attempts.note('1.1.0', 5)).rejects.toThrow();
  expect(await attempts.unfinished()).toEqual({ version: '1.1.0', at: 5 });
});
