import { spawn } from 'node:child_process';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addFile, logDoc, makeBank, type TestBank } from './test/bank.ts';
import { Device, mutationOf } from './test/device.ts';
import { stamped, startNode } from './test/node.ts';
import { createTestDatabase, type TestDatabase } from './test/postgres.ts';
import { until } from './test/until.ts';

let database: TestDatabase;
let bank: TestBank;

beforeAll(async () => {
  database = await createTestDatabase();
  const node = await startNode(database.url);
  bank = await makeBank(database.pool);
  await node.close();
});
afterAll(() => database.drop());

/** The server as a process, the way production runs it. */
async function startProcess() {
  const child = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname], {
    env: { ...process.env, DATABASE_URL: database.url, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await until(async () => /"url":"(http:[^"]+)"/.exec(output)?.[1], 30_000);
  return { child, url, ended, output: () => output };
}

function logsOf(customerId: string, count: number) {
  return Array.from({ length: count }, () => {
    const { id, customerId: _, authorId: __, authorName: ___, ...next } = logDoc(customerId, v7());
    return mutationOf({
      collection: 'contactLogs',
      documentId: id,
      customerId,
      op: 'create',
      baseRev: 0,
      next: next as never,
    });
  });
}

describe('the server process', () => {
  it('killed in the middle of pushes: what is sent again is applied exactly once', async () => {
    const first = await startProcess();
    const files = await Promise.all(Array.from({ length: 20 }, () => addFile(database.pool, bank.north)));
    const mutations = files.flatMap((id) => logsOf(id, 4));
    const device = await Device.of(first.url, bank.people.teller);
    const pushing = device.push(...mutations).catch(() => 'cut off');
    await until(async () => (await database.pool.query('select 1 from mutations')).rowCount !== 0);
    first.child.kill('SIGKILL');
    await first.ended;
    await pushing;
    const second = await startProcess();
    device.url = second.url;
    const results = await device.push(...mutations);
    expect(new Set(results.map((result) => result.outcome))).toEqual(new Set(['accepted']));
    const rows = await database.pool.query('select 1 from contact_logs where doc ->> $1 = $2', [
      'note',
      '已联系',
    ]);
    expect(rows.rowCount).toBe(mutations.length + files.length);
    await stamped(database.pool);
    await device.sync();
    expect(device.idsOf('contactLogs')).toHaveLength(mutations.length + files.length);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('writes logs without names, passwords, tokens or what was asked for', async () => {
    const server = await startProcess();
    const device = await Device.of(server.url, bank.people.teller);
    await device.sync();
    await fetch(`${server.url}/customers?name=%E6%9B%BE%E6%96%87`);
    await until(async () => server.output().split('"msg":"answered"').length > 3);
    server.child.kill('SIGTERM');
    await server.ended;
    for (const secret of [
      'teller',
      'correct horse',
      device.session?.accessToken ?? '?',
      '%E6%9B%BE',
      '曾文',
      '客户',
    ]) {
      expect(server.output()).not.toContain(secret);
    }
  });
});
