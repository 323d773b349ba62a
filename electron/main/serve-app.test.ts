import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppServer, openAppServer, serveApp } from './serve-app.ts';

let server: AppServer;

beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), 'branchline-client-'));
  await mkdir(join(root, 'assets'));
  await writeFile(join(root, 'index.html'), '<title>Branchline</title>');
  await writeFile(join(root, 'assets', 'main.js'), 'export {};');
  server = await openAppServer(root, ['https://crm.bank.example']);
});
afterAll(() => rm(server.root, { recursive: true }));

const get = (path: string, headers: Record<string, string> = {}) =>
  serveApp(server, new Request(`app://branchline${path}`, { headers }));
const document = { 'sec-fetch-dest': 'document' };

describe('app://branchline', () => {
  it('serves the files of the built client with their types', async () => {
    const response = await get('/assets/main.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).toBe('export {};');
  });

  it('answers the address of a screen with the start page, so that a reload works there', async () => {
    expect(await (await get('/customers/42', document)).text()).toContain('Branchline');
    expect((await get('/customers/42', { accept: 'text/html,*/*' })).status).toBe(200);
  });

  it('answers 404 for a file that is missing, and for a screen asked for by a script', async () => {
    expect((await get('/assets/gone.js', document)).status).toBe(404);
    expect((await get('/customers/42', { 'sec-fetch-dest': 'empty', accept: 'text/html' })).status).toBe(404);
  });

  it('refuses to be written to', async () => {
    const request = new Request('app://branchline/index.html', { method: 'POST', body: 'x' });
    expect((await serveApp(server, request)).status).toBe(405);
  });

  it.each(['/', '/assets/main.js', '/missing.js'])('sends the policy with %s', async (path) => {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('does not start without a built client, and names what is missing', async () => {
    await expect(openAppServer('/nowhere', ['https://crm.bank.example'])).rejects.toMatchObject({
      code: 'not_built',
      detail: join('/nowhere', 'index.html'),
    });
  });
});
