import { type ChildProcess, spawn } from 'node:child_process';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../db/embedded/launch.ts';
import { addFile, logDoc, makeBank, type TestBank } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { Listener } from '../test/listener.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { until } from '../test/until.ts';

const DRAIN_SECONDS = 2;
const DEVICES = 24;
/** Six processes are started, each of which loads the whole server, by two busy cores if need be. */
const LONG = 400_000;

let database: TestDatabase;
let bank: TestBank;
let files: string[];
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const node = await startNode(database.url);
  bank = await makeBank(database.pool);
  files = await Promise.all(Array.from({ length: DEVICES }, () => addFile(database.pool, bank.north)));
  await node.close();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => database.drop());

interface NodeProcess {
  readonly url: string;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** A node as production runs it: a process of its own. */
async function startProcess(port: number): Promise<NodeProcess> {
  const child = spawn(process.execPath, [new URL('../main.ts', import.meta.url).pathname], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      PORT: String(port),
      DRAIN_SECONDS: String(DRAIN_SECONDS),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok, 180_000);
  return {
    url,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Asks the other node when the one it uses fails, once. What fails there too is a failed request. */
class Workstation {
  readonly device: Device;
  readonly written: string[] = [];
  retries = 0;
  failed: unknown[] = [];
  readonly #urls: readonly string[];
  readonly #fileId: string;

  constructor(device: Device, urls: readonly string[], fileId: string) {
    this.device = device;
    this.#urls = urls;
    this.#fileId = fileId;
  }

  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { id, customerId: _, authorId: __, authorName: ___, ...next } = logDoc(this.#fileId, v7());
      const mutation = mutationOf({
        collection: 'contactLogs',
        documentId: id,
        customerId: this.#fileId,
        op: 'create',
        baseRev: 0,
        next: next as never,
      });
      const result = await this.#ask(() => this.device.pushOne(mutation));
      if (result?.outcome === 'accepted') this.written.push(id);
      await this.#ask(() => this.device.pull());
      // A person at the counter: some edits a second are plenty for two cores.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #ask<T>(request: () => Promise<T>): Promise<T | undefined> {
    try {
      return await request();
    } catch {
      this.retries += 1;
      this.device.url = this.#urls.find((url) => url !== this.device.url) ?? this.device.url;
      return request().catch((error: unknown) => {
        this.failed.push(error);
        return undefined;
      });
    }
  }
}

async function seats(urls: readonly string[]): Promise<Workstation[]> {
  const people = [bank.people.teller, bank.people.boss];
  const made: Workstation[] = [];
  for (const [index, fileId] of files.entries()) {
    const person = people[index % people.length] ?? bank.people.teller;
    const device = new Device(urls[index % urls.length] ?? '');
    await device.signIn(person.username);
    made.push(new Workstation(device, urls, fileId));
  }
  return made;
}

/** Everything that was answered as accepted is there, once. */
async function expectAllWritten(workstations: readonly Workstation[]): Promise<void> {
  const ids = workstations.flatMap(({ written }) => written);
  expect(ids.length).toBeGreaterThan(DEVICES);
  const found = await database.pool.query<{ id: string }>('select id from contact_logs where id = any ($1)', [
    ids,
  ]);
  expect(found.rowCount).toBe(new Set(ids).size);
}

describe('two nodes under work', () => {
  it(
    'are replaced one after the other: no request fails beyond one retry, streams are told to go elsewhere',
    async () => {
      const ports = [await freePort(), await freePort()] as const;
      const nodes = await Promise.all(ports.map(startProcess));
      const workstations = await seats(nodes.map(({ url }) => url));
      const stop = new AbortController();
      const working = Promise.all(workstations.map((workstation) => workstation.work(stop.signal)));
      for (const [index, port] of ports.entries()) {
        const node = nodes[index];
        const listener = await Listener.of(
          Object.assign(new Device(node?.url ?? ''), { session: workstations[index]?.device.session }),
        );
        const ended = node?.end('SIGTERM');
        await until(
          async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status === 503,
        );
        await until(async () => listener.ended);
        expect(listener.count('bye')).toBe(1);
        expect(await ended).toBe(0);
        const before = workstations.reduce((sum, { written }) => sum + written.length, 0);
        nodes[index] = await startProcess(port);
        await until(
          async () => workstations.reduce((sum, { written }) => sum + written.length, 0) > before + DEVICES,
          60_000,
        );
      }
      stop.abort();
      await working;
      await Promise.all(nodes.map((node) => node.end('SIGTERM')));
      expect(workstations.flatMap(({ failed }) => failed)).toEqual([]);
      await expectAllWritten(workstations);
    },
    LONG,
  );

  it(
    '[P1] one of them killed: each device goes on at the other after one retry, and every edit is there once',
    async () => {
      const ports = [await freePort(), await freePort()] as const;
      const [killed, other] = await Promise.all([startProcess(ports[0]), startProcess(ports[1])]);
      const workstations = await seats([killed.url, other.url]);
      const stop = new AbortController();
      const working = Promise.all(workstations.map((workstation) => workstation.work(stop.signal)));
      await until(async () => workstations.every(({ written }) => written.length > 1));
      await killed.end('SIGKILL');
      const before = workstations.map(({ written }) => written.length);
      await until(async () =>
        workstations.every(({ written }, index) => written.length > (before[index] ?? 0) + 1),
      );
      stop.abort();
      await working;
      await other.end('SIGTERM');
      expect(workstations.flatMap(({ failed }) => failed)).toEqual([]);
      expect(workstations.some(({ retries }) => retries > 0)).toBe(true);
      await expectAllWritten(workstations);
    },
    LONG,
  );
});
