import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Fastify from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { serveClient } from './client-files.ts';

let home: string | undefined;
afterEach(() => home && rm(home, { recursive: true, force: true }));

test('a node serves the client that it began with, also when its link is turned to the next version', async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'branchline-link-'));
  const link = path.join(home, 'program');
  for (const version of ['one', 'two']) {
    await mkdir(path.join(home, version));
    await writeFile(path.join(home, version, 'index.html'), `<title>${version}</title>`);
  }
  await symlink('one', link);
  const app = Fastify();
  await serveClient(app, link);
  await rm(link);
  await symlink('two', link);
  const answer = await app.inject('/index.html');
  await app.close();
  expect(answer.body).toContain('one');
});
