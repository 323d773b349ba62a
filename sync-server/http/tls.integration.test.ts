import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import { type Authority, createAuthority } from '../test/certificates.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let folder: string;
let authority: Authority;
let stranger: Authority;
let ca: Buffer;
let server: RunningServer | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-tls-'));
  authority = await createAuthority(folder, 'bank');
  stranger = await createAuthority(folder, 'stranger');
  ca = await readFile(authority.caFile);
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  status: number | undefined;
  headers: http.IncomingHttpHeaders;
  body: string;
  subject: string | undefined;
}

/** One request on a connection of its own. */
function ask(url: string, options: https.RequestOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http;
    const asked = request(url, { agent: false, ...options }, (response) => {
      const { socket } = response;
      const subject = 'getPeerCertificate' in socket ? nameIn(socket as TLSSocket) : undefined;
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.once('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body, subject }),
      );
    });
    asked.once('error', reject);
    asked.end();
  });
}

const nameIn = (socket: TLSSocket) => String(socket.getPeerCertificate().subject?.CN);

/** The files of a node, whose content may be changed. */
async function filesOf(name: string) {
  const issued = await authority.issue(name, 'server');
  const files = { certFile: path.join(folder, 'node.pem'), keyFile: path.join(folder, 'node.key') };
  await copyFile(issued.certFile, files.certFile);
  await copyFile(issued.keyFile, files.keyFile);
  return files;
}

describe('a node that serves HTTPS by itself', () => {
  it('is trusted by who trusts its authority and by nobody else, speaks no TLS 1.1, and tells browsers to stay', async () => {
    server = await startNode(database.url, { tls: await filesOf('first') });
    expect(server.url).toMatch(/^https:/);
    const answer = await ask(`${server.url}/healthz`, { ca });
    expect(answer).toMatchObject({ status: 200, subject: 'first' });
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    await expect(ask(`${server.url}/healthz`)).rejects.toThrow(/certificate/);
    await expect(ask(`${server.url}/healthz`, { ca, maxVersion: 'TLSv1.1' })).rejects.toThrow();
    await expect(ask(server.url.replace('https:', 'http:'))).rejects.toThrow();
  });

  it('takes a renewed certificate without a restart; one that does not fit its key is never used', async () => {
    const files = await filesOf('before');
    server = await startNode(database.url, { tls: files });
    const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
    const open = await ask(`${server.url}/healthz`, { ca, agent });
    expect(open.subject).toBe('before');
    const renewed = await authority.issue('after', 'server');
    await copyFile(renewed.certFile, files.certFile);
    await server.lookAtCertificate();
    expect(await ask(`${server.url}/healthz`, { ca })).toMatchObject({ subject: 'before' });
    await copyFile(renewed.keyFile, files.keyFile);
    await server.lookAtCertificate();
    expect(await ask(`${server.url}/healthz`, { ca })).toMatchObject({ subject: 'after' });
    expect(await ask(`${server.url}/healthz`, { ca, agent })).toMatchObject({
      status: 200,
      subject: 'before',
    });
    agent.destroy();
    await writeFile(files.certFile, 'not a certificate');
    await server.lookAtCertificate();
    const { body, subject } = await ask(`${server.url}/metrics`, { ca });
    expect(subject).toBe('after');
    expect(body).toMatch(/branchline_tls_reloads_total\{result="used"\} 1/);
    expect(body).toMatch(/branchline_tls_reloads_total\{result="refused"\} 2/);
    expect(body).toMatch(/^branchline_tls_files_refused 1$/m);
    const expiry = Number(/^branchline_tls_certificate_expiry_seconds (.+)$/m.exec(body)?.[1]);
    expect(expiry * 1000).toBeGreaterThan(Date.now());
    // The files of before are put back: nothing new is taken into use, and nothing is wrong any more.
    await copyFile(renewed.certFile, files.certFile);
    await server.lookAtCertificate();
    expect((await ask(`${server.url}/metrics`, { ca })).body).toMatch(/^branchline_tls_files_refused 0$/m);
  });

  it('lets in only who has a certificate of the authority that it names', async () => {
    const tls = { ...(await filesOf('mutual')), clientCaFile: authority.caFile };
    server = await startNode(database.url, { tls });
    const read = async (by: Authority) => {
      const { certFile, keyFile } = await by.issue('proxy', 'client');
      return { ca, cert: await readFile(certFile), key: await readFile(keyFile) };
    };
    expect(await ask(`${server.url}/healthz`, await read(authority))).toMatchObject({ status: 200 });
    await expect(ask(`${server.url}/healthz`, { ca })).rejects.toThrow();
    await expect(ask(`${server.url}/healthz`, await read(stranger))).rejects.toThrow();
  });

  it('does not start with files that are missing, no certificate, or another’s key', async () => {
    const files = await filesOf('wrong');
    const other = await authority.issue('other', 'server');
    for (const tls of [
      { ...files, keyFile: other.keyFile },
      { ...files, certFile: files.keyFile },
      { ...files, certFile: path.join(folder, 'nowhere.pem') },
    ])
      await expect(startNode(database.url, { tls })).rejects.toMatchObject({ code: 'tls_misconfigured' });
  });
});

describe('a node behind a proxy', () => {
  const asked = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' };

  it('believes what one says that was named, and nobody else', async () => {
    server = await startNode(database.url, { trustedProxies: ['127.0.0.0/8'] });
    const trusted = await ask(`${server.url}/healthz`, { headers: asked });
    expect(trusted.headers['strict-transport-security']).toContain('max-age');
    await server.close();
    server = await startNode(database.url, { trustedProxies: ['192.0.2.0/24'] });
    const other = await ask(`${server.url}/healthz`, { headers: asked });
    expect(other.headers['strict-transport-security']).toBeUndefined();
  });
});
