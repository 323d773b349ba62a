import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Download, resumeDownload } from './resume-download.ts';

const content = Buffer.alloc(300_000, 'installer ');
const hash = createHash('sha512').update(content).digest();
const file = { name: 'Branchline.AppImage', size: content.length, sha512: hash.toString('base64') };
const PART = `${hash.toString('hex').slice(0, 40)}.part`;
/** A volume of its own on every Linux. */
const SHARED_MEMORY = '/dev/shm';
const here = (await stat(tmpdir())).dev;
const elsewhere = await stat(SHARED_MEMORY).catch(() => null);

let folder: string;
const made: string[] = [];
beforeEach(async () => {
  folder = await newFolder(tmpdir());
});
afterEach(async () => {
  for (const one of made.splice(0)) await rm(one, { recursive: true, force: true });
});

async function newFolder(where: string): Promise<string> {
  const path = await mkdtemp(join(where, 'branchline-download-'));
  made.push(path);
  return path;
}

function download(given: Partial<Download> = {}) {
  let requests = 0;
  const options: Download = {
    url: new URL('http://server.example/file'),
    headers: {},
    file,
    destination: join(folder, 'pending', file.name),
    partsFolder: join(folder, 'parts'),
    signal: new AbortController().signal,
    fetch: async () => {
      requests += 1;
      return new Response(content);
    },
    ...given,
  };
  return { done: resumeDownload(options), requests: () => requests };
}

it('[N10] a disk without room for the file, its installation and a reserve is told before the first byte', async () => {
  const almost = 2 * file.size + 300_000_000 - 1;
  const first = download({ freeBytes: async () => almost });
  await expect(first.done).rejects.toMatchObject({ reason: 'no_space' });
  expect(first.requests()).toBe(0);
  await download({ freeBytes: async () => almost + 1 }).done;
  expect(await readFile(join(folder, 'pending', file.name))).toEqual(content);
});

it.skipIf(process.platform !== 'linux')(
  '[N10] a disk that is full meanwhile is told, and what came is deleted',
  async () => {
    await mkdir(join(folder, 'parts'));
    // Linux's own full disk: it opens, and takes nothing.
    await symlink('/dev/full', join(folder, 'parts', PART));
    await expect(download().done).rejects.toMatchObject({ reason: 'no_space' });
    expect(await readdir(join(folder, 'parts'))).toEqual([]);
  },
);

it.skipIf(elsewhere === null || elsewhere.dev === here)(
  'where updates and downloads lie on different volumes, the file is copied whole and the part removed',
  async () => {
    const other = await newFolder(SHARED_MEMORY);
    await download({ destination: join(other, 'pending', file.name) }).done;
    expect(await readFile(join(other, 'pending', file.name))).toEqual(content);
    expect(await readdir(join(other, 'pending'))).toEqual([file.name]);
    expect(await readdir(join(folder, 'parts'))).toEqual([]);
  },
);
