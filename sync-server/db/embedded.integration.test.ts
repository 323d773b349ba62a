import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, waitFor } from './embedded/run.ts';
import { readRunningDatabase } from './embedded/state.ts';
import { type EmbeddedDatabase, startEmbedded } from './embedded.ts';

let dataDir: string;
let database: EmbeddedDatabase | undefined;

beforeEach(async () => {
  dataDir = path.join(await mkdtemp(path.join(os.tmpdir(), 'branchline-embedded-')), 'data');
  await chmod(path.dirname(dataDir), 0o711);
});
afterEach(async () => {
  await database?.stop();
  database = undefined;
  await rm(path.dirname(dataDir), { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the database in a Node process of its own, as `npm start` does, and gives what that process printed. */
async function startElsewhere(): Promise<{
  owner: number;
  postgres: number;
  url: string;
  kill: () => Promise<unknown>;
}> {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
       const d = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} });
       console.log(JSON.stringify({ pid: d.pid, url: d.url }));
       setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  expect(await waitFor(() => text.includes('\n'), 60_000)).toBe(true);
  const printed = JSON.parse(text) as { pid: number; url: string };
  return {
    owner: child.pid ?? 0,
    postgres: printed.pid,
    url: printed.url,
    kill: () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      return gone;
    },
  };
}

describe('the embedded database', () => {
  it('keeps its data over a restart and tells other processes where it is while it runs', async () => {
    database = await startEmbedded({ dataDir, fast: true });
    await ask(database.url, 'create table kept (n int); insert into kept values (7)');
    expect((await readRunningDatabase(dataDir))?.url).toBe(database.url);
    const mode = (await stat(path.join(dataDir, 'database.json'))).mode & 0o777;
    expect(mode).toBe(0o600);
    await database.stop();
    expect(await readRunningDatabase(dataDir)).toBeUndefined();
    database = await startEmbedded({ dataDir, fast: true });
    expect(await ask(database.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('listens on loopback only, in UTF-8, with durable commits unless told otherwise', async () => {
    database = await startEmbedded({ dataDir });
    const rows = await ask(
      database.url,
      `select current_setting('listen_addresses') as addresses, current_setting('server_encoding') as encoding,
              current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    expect(rows).toEqual([{ addresses: '127.0.0.1', encoding: 'UTF8', fsync: 'on', commit: 'on' }]);
  });

  it('stops a PostgreSQL that a killed Node left behind, and loses nothing', async () => {
    const left = await startElsewhere();
    await ask(left.url, 'create table kept (n int); insert into kept values (1)');
    await left.kill();
    const said: string[] = [];
    database = await startEmbedded({ dataDir, fast: true, onProgress: (line) => said.push(line) });
    expect(said.join('\n')).toContain(`process ${left.postgres}`);
    expect(await ask(database.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('recovers when PostgreSQL was killed as well', async () => {
    const left = await startElsewhere();
    await ask(left.url, 'create table kept (n int); insert into kept values (2)');
    await left.kill();
    process.kill(left.postgres, 'SIGKILL');
    database = await startEmbedded({ dataDir, fast: true });
    expect(await ask(database.url, 'select n from kept')).toEqual([{ n: 2 }]);
  });

  it('never signals a stranger whose process id stands in an old pid file', async () => {
    database = await startEmbedded({ dataDir, fast: true });
    await database.stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await writeFile(path.join(dataDir, 'postgres', 'postmaster.pid'), `${stranger.pid}\n${dataDir}\n`);
    database = await startEmbedded({ dataDir, fast: true });
    expect(stranger.exitCode).toBeNull();
    stranger.kill('SIGKILL');
  });

  it('makes a folder anew whose set-up was cut short, and only then', async () => {
    await mkdir(path.join(dataDir, 'postgres'), { recursive: true });
    await writeFile(path.join(dataDir, 'initialising'), '');
    await writeFile(path.join(dataDir, 'postgres', 'half'), 'made');
    database = await startEmbedded({ dataDir, fast: true });
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await database.stop();
    await rm(path.join(dataDir, 'postgres', 'PG_VERSION'));
    await expect(startEmbedded({ dataDir, fast: true })).rejects.toMatchObject({
      code: 'data_folder_damaged',
    });
  });

  it("leaves somebody else's files alone", async () => {
    await mkdir(path.join(dataDir, 'postgres'), { recursive: true });
    await writeFile(path.join(dataDir, 'postgres', 'thesis.txt'), 'mine');
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'data_folder_foreign' });
    expect(await readFile(path.join(dataDir, 'postgres', 'thesis.txt'), 'utf8')).toBe('mine');
  });

  it('says in a sentence that the folder cannot be written, or is in use', async () => {
    await writeFile(path.join(path.dirname(dataDir), 'file'), '');
    const inFile = startEmbedded({ dataDir: path.join(path.dirname(dataDir), 'file', 'data') });
    await expect(inFile).rejects.toMatchObject({ code: 'data_folder_unwritable' });
    database = await startEmbedded({ dataDir, fast: true });
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'already_running' });
  });

  it.runIf(process.getuid?.() === 0)(
    "uses another folder, and names it, where PostgreSQL's user cannot reach the one asked for",
    async () => {
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      await chmod(path.dirname(dataDir), 0o700);
      const said: string[] = [];
      database = await startEmbedded({ dataDir, fast: true, onProgress: (line) => said.push(line) });
      expect(database.dataDir).not.toBe(dataDir);
      expect(said.join('\n')).toContain(database.dataDir);
      expect((await readRunningDatabase(dataDir))?.url).toBe(database.url);
      await database.stop();
      await rm(database.dataDir, { recursive: true, force: true });
      expect((await run('test', ['-e', database.dataDir])).code).toBe(1);
    },
  );
});
