import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectionNames } from '#shared/model/collections.ts';
import { errorBody } from '#shared/protocol/errors.ts';
import { operationsStatus } from '#shared/protocol/operations.ts';
import { overviewResponse } from '#shared/protocol/overview.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { createLogger } from '../logger.ts';
import { type RunningServer, startServer } from '../server.ts';
import { addFile, insert, makeBank, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { until } from '../test/until.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
/** Long enough to be compressed by the build. */
const VENDOR = 'export {};\n'.repeat(500);
let staticDir: string;

beforeAll(async () => {
  staticDir = await mkdtemp(path.join(os.tmpdir(), 'branchline-static-'));
  await mkdir(path.join(staticDir, 'assets'));
  await writeFile(path.join(staticDir, 'index.html'), '<!doctype html><title>Branchline</title>');
  await writeFile(path.join(staticDir, 'sw.js'), '// worker');
  await writeFile(path.join(staticDir, 'assets', 'main-abc123.js'), 'export {};');
  await writeFile(path.join(staticDir, 'assets', 'vendor-abc123.js'), VENDOR);
  await writeFile(path.join(staticDir, 'assets', 'vendor-abc123.js.br'), brotliCompressSync(VENDOR));
  await writeFile(path.join(path.dirname(staticDir), 'outside.txt'), 'secret');
  database = await createTestDatabase();
  server = await startNode(database.url, { staticDir, allowedOrigins: ['http://localhost:5173'] });
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
  await rm(staticDir, { recursive: true, force: true });
  await rm(path.join(path.dirname(staticDir), 'outside.txt'), { force: true });
});

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, errorBody.parse(await response.json()).error.code];
}

describe('refusals', () => {
  it('are typed: no such path, wrong method, not JSON, wrong type, too large, wrong shape', async () => {
    const post = (body: string | Uint8Array<ArrayBuffer>, type = 'application/json', to = '/auth/sign-in') =>
      fetch(server.url + to, { method: 'POST', body, headers: { 'content-type': type } });
    expect(await codeOf(await fetch(`${server.url}/nothing`))).toEqual([404, 'not_found']);
    expect(await codeOf(await fetch(`${server.url}/sync/nothing`))).toEqual([404, 'not_found']);
    const wrong = await fetch(`${server.url}/sync/pull`, { method: 'DELETE' });
    expect(wrong.headers.get('allow')).toBe('POST');
    expect(await codeOf(wrong)).toEqual([405, 'method_not_allowed']);
    expect(await codeOf(await post('{"username":'))).toEqual([400, 'bad_request']);
    expect(await codeOf(await post('a=b', 'application/x-www-form-urlencoded'))).toEqual([
      415,
      'bad_request',
    ]);
    expect(await codeOf(await post('x'.repeat(5000)))).toEqual([413, 'payload_too_large']);
    expect(await codeOf(await post(new Uint8Array([0x22, 0xff, 0xfe, 0x22])))).toEqual([400, 'bad_request']);
    const shape = await post('{"username":"x","password":1}');
    const { error } = errorBody.parse(await shape.json());
    expect(error.paths).toEqual(expect.arrayContaining(['/password', '/deviceId']));
    expect(JSON.stringify(error)).not.toContain('"x"');
    expect(await codeOf(await fetch(`${server.url}/sync/%E0%A4%A`))).toEqual([400, 'bad_request']);
  });

  it('are typed also where the request is no HTTP', async () => {
    const { hostname, port } = new URL(server.url);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = createConnection({ host: hostname, port: Number(port) }, () =>
        socket.write('HELO there\r\n\r\n'),
      );
      let read = '';
      socket.on('data', (chunk: Buffer) => {
        read += chunk.toString();
      });
      socket.on('close', () => resolve(read));
      socket.on('error', reject);
    });
    expect(text).toContain('400');
    expect(text).toContain('"code":"bad_request"');
  });

  it('without a token, or for another device than the token’s, are clear', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    const body = { protocol: PROTOCOL_VERSION, schema: 1, deviceId: bank.people.teller.id, checkpoint: null };
    await expect(device.post('/sync/pull', body)).rejects.toMatchObject({ body: { code: 'forbidden' } });
    device.session = undefined;
    await expect(device.pull()).rejects.toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  it('come when a session asks too often', async () => {
    const strict = await startNode(database.url, { requestsPerMinute: 3, stamps: false });
    const device = await Device.of(strict.url, bank.people.teller);
    for (let i = 0; i < 3; i++) await device.pull();
    await expect(device.pull()).rejects.toMatchObject({
      status: 429,
      body: { code: 'rate_limited', retryAfterSeconds: expect.any(Number) },
    });
    await strict.close();
  });
});

describe('the client’s files', () => {
  it('are served with the page for its own paths, hashed assets for good, the rest anew', async () => {
    const page = await fetch(`${server.url}/customers/123`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('Branchline');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const asset = await fetch(`${server.url}/assets/main-abc123.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    const vendor = `${server.url}/assets/vendor-abc123.js`;
    const packed = await fetch(vendor, { headers: { 'accept-encoding': 'br' } });
    expect([packed.headers.get('content-encoding'), packed.headers.get('cache-control')]).toEqual([
      'br',
      asset.headers.get('cache-control'),
    ]);
    expect(packed.headers.get('content-type')).toContain('javascript');
    expect(packed.headers.get('vary')).toContain('accept-encoding');
    expect(await packed.text()).toBe(VENDOR);
    const plain = await fetch(vendor, { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, VENDOR]);
    expect((await fetch(`${server.url}/sw.js`)).headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(`${server.url}/`)).status).toBe(200);
    expect((await fetch(`${server.url}/assets/gone.js`)).status).toBe(404);
    for (const way of ['/..%2foutside.txt', '/%2e%2e/outside.txt', '/assets/..%5c..%5coutside.txt']) {
      expect(await (await fetch(server.url + way)).text()).not.toContain('secret');
    }
  });
});

describe('origins', () => {
  it('of the desktop, the server itself and those named may read answers, others not', async () => {
    const allowed = async (origin: string) => {
      const response = await fetch(`${server.url}/auth/sign-in`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await allowed('app://branchline')).toBe('app://branchline');
    expect(await allowed('http://localhost:5173')).toBe('http://localhost:5173');
    expect(await allowed('https://evil.example')).toBeNull();
  });

  it('[O11] the desktop may read what time it is at the server, of answers and of refusals', async () => {
    const headers = { origin: 'app://branchline' };
    for (const path of ['/healthz', '/sync/pull', '/nothing']) {
      const response = await fetch(server.url + path, { headers });
      expect(Date.now() - Date.parse(response.headers.get('date') ?? '')).toBeLessThan(60_000);
      expect(response.headers.get('access-control-expose-headers')).toContain('date');
    }
  });
});

describe('operations', () => {
  it('health, readiness, figures and the API’s description are there', async () => {
    await stamped(database.pool);
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${server.url}/readyz`)).json()).toMatchObject({
      status: 'ready',
      deadLetters: 0,
    });
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('branchline_feed_lag_seconds');
    const api = (await (await fetch(`${server.url}/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(api.paths)).toEqual(
      expect.arrayContaining([
        '/auth/sign-in',
        '/sync/pull',
        '/sync/push',
        '/sync/stream',
        '/overview',
        '/readyz',
      ]),
    );
  });

  it('the API’s description has every shape that a client sends or stores, and leads nowhere else', async () => {
    const text = await (await fetch(`${server.url}/openapi.json`)).text();
    expect(text).not.toContain('$ref');
    const api: unknown = JSON.parse(text);
    const parts = ['mutation', 'contactPayload', 'sealedPayload', 'signedEdit', ...collectionNames];
    for (const part of parts) expect(api).toHaveProperty(['components', 'schemas', part], expect.any(Object));
    expect(api).toMatchObject({ 'x-protocol': PROTOCOL_VERSION, 'x-schema': SCHEMA_VERSION });
    // What a later server adds to an answer is passed over; what is too much in a request is refused.
    const pull = ['paths', '/sync/pull', 'post'];
    const json = ['content', 'application/json', 'schema', 'additionalProperties'];
    expect(api).toHaveProperty([...pull, 'requestBody', ...json], false);
    expect(api).not.toHaveProperty([...pull, 'responses', '200', ...json]);
  });

  it('the overview counts by branch, for the roles that may see it', async () => {
    const customerId = await addFile(database.pool, bank.north);
    await insert(database.pool, 'snapshots', {
      id: crypto.randomUUID(),
      customerId,
      year: 2026,
      currency: 'CNY',
      months: [
        { month: 1, assets: 100, liabilities: 5 },
        { month: 2, assets: 700, liabilities: 6 },
      ],
    } as never);
    const analyst = await Device.of(server.url, bank.people.analyst);
    const all = overviewResponse.parse(await analyst.request('/overview'));
    expect(all.branches).toHaveLength(2);
    const boss = await Device.of(server.url, bank.people.boss);
    const own = overviewResponse.parse(await boss.request('/overview'));
    expect(own.branches).toEqual([
      expect.objectContaining({
        branchId: bank.north,
        customers: 1,
        openTasks: 1,
        amounts: [{ currency: 'CNY', assets: 700, liabilities: 6 }],
      }),
    ]);
    const teller = await Device.of(server.url, bank.people.teller);
    await expect(teller.request('/overview')).rejects.toMatchObject({ status: 403 });
    const admin = await Device.of(server.url, bank.people.admin);
    const status = operationsStatus.parse(await admin.request('/operations/status'));
    expect(status.sessionsActive).toBeGreaterThan(3);
    await expect(teller.request('/operations/status')).rejects.toMatchObject({ body: { code: 'forbidden' } });
  });

  it('answers are compressed for who asks', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    for (let i = 0; i < 5; i++) await addFile(database.pool, bank.north);
    await stamped(database.pool);
    const response = await fetch(`${server.url}/sync/pull`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${device.session?.accessToken}`,
        'content-type': 'application/json',
        'accept-encoding': 'gzip',
      },
      body: JSON.stringify({
        protocol: PROTOCOL_VERSION,
        schema: 1,
        deviceId: device.deviceId,
        checkpoint: null,
      }),
    });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('starting', () => {
  it('on a used port or without a database is a clear refusal', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startServer({ databaseUrl: database.url, port })).rejects.toMatchObject({
      code: 'port_in_use',
    });
    await expect(
      startServer({ databaseUrl: `postgres://x:y@127.0.0.1:${port === 1 ? 2 : 1}/none` }),
    ).rejects.toMatchObject({ code: 'database_unreachable' });
    other.close();
  });

  it('a database that goes away makes requests unavailable, and not ready, until it is back', async () => {
    const gone = await createTestDatabase();
    const node = await startNode(gone.url);
    const people = (await makeBank(gone.pool)).people;
    const device = await Device.of(node.url, people.teller);
    await gone.drop();
    await expect(device.pull()).rejects.toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(await codeOf(await fetch(`${node.url}/readyz`))).toEqual([503, 'unavailable']);
    expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
    // What only the database knows is not known: an old figure would keep an alert on, or quiet.
    const figures = await (await fetch(`${node.url}/metrics`)).text();
    expect(figures).toMatch(/^branchline_database_up 0$/m);
    expect(figures).toMatch(/^branchline_feed_lag_seconds nan$/im);
    expect(figures).not.toMatch(/^branchline_device_alerts\{/m);
    await node.close();
  });
});

describe('stopping', () => {
  it('waits for no connection that was opened ahead and never used', async () => {
    const node = await startNode(database.url, { stamps: false });
    const { hostname, port } = new URL(node.url);
    const unused = createConnection({ host: hostname, port: Number(port) });
    const closed = once(unused, 'close');
    await once(unused, 'connect');
    // Accepted once a later one was answered.
    await fetch(`${node.url}/healthz`);
    const begun = Date.now();
    await node.close();
    await closed;
    expect(Date.now() - begun).toBeLessThan(15_000);
  });

  it('says that it is going without an error in its log', async () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    const node = await startNode(database.url, { stamps: false, logger });
    const drained = node.drain(1_000);
    const asked = await fetch(`${node.url}/readyz`);
    expect(asked.status).toBe(503);
    expect(asked.headers.get('connection')).toBe('close');
    await drained;
    await node.close();
    const levels = lines.map((line) => (JSON.parse(line) as { level: number }).level);
    expect(Math.max(...levels)).toBe(30);
    expect(lines.join('')).toContain('"why":"this node is going"');
  });

  it('finishes what is under way and keeps no connection for what may come: an answer ends it, a stream is told to go', async () => {
    const node = await startNode(database.url, { stamps: false });
    const device = await Device.of(node.url, bank.people.teller);
    const holder = await database.pool.connect();
    try {
      await holder.query('begin; lock table users in access exclusive mode');
      const stream = fetch(`${node.url}/sync/stream`, {
        headers: { authorization: `Bearer ${device.session?.accessToken}` },
      });
      const answers = Promise.all([device.sync(), device.sync(), stream]);
      await until(async () => {
        const waiting = await holder.query('select 1 from pg_locks where not granted');
        return (waiting.rowCount ?? 0) >= 3;
      });
      const closed = node.close();
      await until(
        async () =>
          await fetch(`${node.url}/healthz`).then(
            () => false,
            () => true,
          ),
      );
      const begun = Date.now();
      await holder.query('rollback');
      const [first, , told] = await answers;
      expect(first.more).toBe(false);
      expect(await told.text()).toContain('event: bye');
      await closed;
      // Node would have kept each for what its client may ask next: more than a minute.
      expect(Date.now() - begun).toBeLessThan(15_000);
    } finally {
      holder.release();
    }
  });
});
