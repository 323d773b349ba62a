import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeRunningDatabase } from '../db/embedded/state.ts';
import { berkaFolder, smallBerka } from '../test/berka-folder.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

const cli = fileURLToPath(new URL('../cli/import.ts', import.meta.url));
let database: TestDatabase;
let bank: Awaited<ReturnType<typeof berkaFolder>>;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  bank = await berkaFolder(smallBerka());
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'branchline-cli-'));
});
afterAll(async () => {
  await database.drop();
  await bank.remove();
  await rm(dataDir, { recursive: true, force: true });
});

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

// Two Node processes are started from cold: generous, for machines that do much else.
describe('npm run import', { timeout: 180_000 }, () => {
  it('uses the database of a server that runs on the data folder, prints sign-ins, and ends with one line of counts', async () => {
    await writeRunningDatabase(dataDir, database.url, process.pid);
    const { code, stdout, stderr } = await run('--format', 'berka', bank.folder, '--data-dir', dataDir);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('running on') });
    const lines = stdout.trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      customers: 6,
      accounts: 5,
      loans: 4,
      cards: 2,
      orders: 2,
      transactions: 7,
      rejected: 0,
    });
    const usernames = [...stdout.matchAll(/bk-[a-z]+-?\d*(?= )/g)].map(([name]) => name);
    const { rows } = await database.pool.query('select 1 from users where demo and username = any ($1)', [
      usernames,
    ]);
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(await readFile(path.join(dataDir, 'rejects-berka.csv'), 'utf8')).toBe('file,line,reason,text\n');
  });

  it('leaves the data folder alone when the source is wrong', async () => {
    const untouched = path.join(dataDir, 'untouched');
    const { code, stderr } = await run('--format', 'berka', dataDir, '--data-dir', untouched);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('district.asc does not exist'),
    });
    expect(await readdir(dataDir)).not.toContain('untouched');
  });
});
