import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { replaceHold } from './app-image.ts';

/** A volume of its own on every Linux. */
const SHARED_MEMORY = '/dev/shm';
const here = (await stat(tmpdir())).dev;
const elsewhere = await stat(SHARED_MEMORY).catch(() => null);

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branchline-app-image-'));
  path = join(folder, 'downloaded');
  await writeFile(path, '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('an AppImage is replaced where its folder can be written', async () => {
  expect(await replaceHold(join(folder, 'Branchline.AppImage'), { path, size: 1e15 })).toBeNull();
  const gone = join(folder, 'taken away', 'Branchline.AppImage');
  expect(await replaceHold(gone, { path, size: 1 })).toBe('program_folder');
});

it.skipIf(elsewhere === null || elsewhere.dev === here)(
  'from another volume only with room for the whole of it: the old file is deleted first',
  async () => {
    const program = join(SHARED_MEMORY, 'Branchline.AppImage');
    expect(await replaceHold(program, { path, size: 1e15 })).toBe('no_space');
  },
);
