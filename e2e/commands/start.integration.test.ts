import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '#sync-server/db/pool.ts';
import { demoSignIns } from '#sync-server/demo/sign-ins.ts';
import { eventually } from '../support/wait.ts';
import { processesOn, StartCommand } from './start-command.ts';

// Processes are counted by /proc.
const onLinux = process.platform === 'linux' ? describe : describe.skip;
let dataDir: string;
const commands: StartCommand[] = [];

function start(...args: string[]): StartCommand {
  const command = new StartCommand(dataDir, '--port', '0', ...args);
  commands.push(command);
  return command;
}
const nothingLeft = () =>
  eventually(
    'no process of the start is left',
    async () => (await processesOn(dataDir)).length === 0,
    30_000,
  );

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-start-'));
  // PostgreSQL's user must reach the folder, or the database lies elsewhere and its processes are not counted.
  await chmod(folder, 0o711);
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  for (const command of commands.splice(0)) {
    try {
      command.signal('SIGTERM');
    } catch {
      // Ended by the test.
    }
    await command.exit;
  }
  for (const pid of await processesOn(dataDir)) process.kill(pid, 'SIGKILL');
  await rm(join(dataDir, '..'), { recursive: true, force: true });
});

onLinux('npm start', () => {
  it('ends with an address that answers and a sign-in for each role, and Ctrl-C leaves nothing behind', async () => {
    const command = start();
    const url = await command.ready();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(url)).text()).toContain('<div id="root"');
    for (const role of new Set(demoSignIns.map((person) => person.role))) {
      const person = demoSignIns.find((candidate) => candidate.role === role);
      expect(command.output).toContain(person?.username);
    }
    command.signal('SIGINT');
    command.signal('SIGINT');
    expect(await command.exit).toBe(0);
    await nothingLeft();
    expect(command.output).not.toMatch(/^\s+at /m);
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)(
    'stops in order on %s to its first process alone',
    async (signal) => {
      const command = start();
      await command.ready();
      command.signalParent(signal);
      expect(await command.exit).toBe(0);
      await nothingLeft();
    },
  );

  it('stops when its first process is killed outright', async () => {
    const command = start();
    await command.ready();
    command.signalParent('SIGKILL');
    await nothingLeft();
  });

  it('stops in the middle of the first start, and the next one goes on from there', async () => {
    const first = start('--customers', '3000');
    await first.line(/Database up to date/);
    first.signal('SIGINT');
    expect(await first.exit).toBe(0);
    await nothingLeft();

    const second = start('--customers', '3000');
    await second.ready();
    expect(await countCustomers()).toBe(3000);
  });

  it('recovers what kill -9 left behind, PostgreSQL included, with all data', async () => {
    const first = start();
    await first.ready();
    first.signal('SIGKILL');
    await first.exit;
    expect((await processesOn(dataDir)).length).toBeGreaterThan(0);

    const second = start();
    await second.ready();
    expect(await countCustomers()).toBe(600);
  });

  it('on a folder that another start uses names the address of that one', async () => {
    const url = await start().ready();
    const second = start();
    expect(await second.exit).toBe(1);
    expect(second.output).toContain(`already runs on ${dataDir} at ${url}`);
  });

  it('on a port that is taken says by whom and what to do, before anything slow', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const command = start('--port', String(port));
    expect(await command.exit).toBe(1);
    expect(command.output).toContain(`Port ${port} is in use by`);
    expect(command.output).toContain('--port');
    await expect(stat(join(dataDir, 'postgres'))).rejects.toThrow();
    await new Promise((resolve) => other.close(resolve));
  });

  it.each([
    [
      'below a file',
      async () => {
        await writeFile(dataDir, 'a file');
        return join(dataDir, 'below');
      },
    ],
    ['in /proc', async () => '/proc/branchline'],
  ])('with a data folder that cannot be made (%s) says so', async (_where, prepare) => {
    const command = new StartCommand(await prepare(), '--port', '0');
    expect(await command.exit).toBe(1);
    expect(command.output).toMatch(/The data folder .* cannot be written/);
    expect(command.output).toContain('--data-dir');
    expect(command.output).not.toMatch(/^\s+at /m);
  });

  it('with wrong arguments shows which are right', async () => {
    const command = start('--customers', 'many');
    expect(await command.exit).toBe(2);
    expect(command.output).toContain('--customers takes a whole number');
  });
});

async function countCustomers(): Promise<number> {
  const { url }: { url: string } = JSON.parse(await readFile(join(dataDir, 'database.json'), 'utf8'));
  const pool = createPool(url, { max: 1 });
  try {
    const { rows } = await pool.query<{ n: number }>('select count(*) as n from customers');
    return rows[0]?.n ?? -1;
  } finally {
    await pool.end();
  }
}
