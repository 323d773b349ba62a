import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeReleaseKeys } from '#shared/crypto/release-signature.ts';
import { errorBody } from '#shared/protocol/errors.ts';
import { pushResponse } from '#shared/protocol/push.ts';
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, makeBank, type Person } from '../test/bank.ts';
import { providerOfNobody } from '../test/bank-provider.ts';
import { Device, mutationOf } from '../test/device.ts';
import { hostileValue, mutilate, randomOf } from '../test/hostile.ts';
import { newLog } from '../test/mutations.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { type Author, SpeakingDevice } from '../test/speaking-device.ts';

const SEED = Number(process.env.HOSTILE_SEED ?? 20261121);
const ROUNDS = 800;

let database: TestDatabase;
let server: RunningServer;
let releases: string;
let device: Device;
let customerId: string;
let speaker: SpeakingDevice;
let author: Author;
let officials: Person[];

beforeAll(async () => {
  database = await createTestDatabase();
  const { publicKey } = await makeReleaseKeys();
  releases = await mkdtemp(path.join(os.tmpdir(), 'branchline-releases-'));
  const provider = providerOfNobody;
  server = await startNode(database.url, {
    provider,
    releases: { folder: releases, publicKeys: [publicKey] },
  });
  const bank = await makeBank(database.pool);
  const auditor = { username: 'auditor', role: 'auditor', branchId: bank.north } as const;
  officials = [bank.people.boss, bank.people.admin, await addPerson(database.pool, auditor)];
  customerId = await addFile(database.pool, bank.north);
  await stamped(database.pool);
  device = await Device.of(server.url, bank.people.teller);
  await device.sync();
  speaker = await SpeakingDevice.at(server.url);
  author = await speaker.signInAs(bank.people.teller);
});
afterAll(async () => {
  await server.close();
  await database.drop();
  await rm(releases, { recursive: true, force: true });
});

async function send(path: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  const headers = new Headers({ authorization: `Bearer ${device.session?.accessToken}` });
  for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
  const response = await fetch(server.url + path, { ...init, headers });
  const text = await response.text();
  return { status: response.status, body: bodyOf(response, text) };
}

/** A page for a browser is an answer in its own words. */
function bodyOf(response: Response, text: string): unknown {
  if (response.headers.get('content-type')?.startsWith('text/html'))
    return { error: { code: 'not_found', message: 'a page' } };
  return text === '' ? undefined : JSON.parse(text);
}

/** Every answer to nonsense is a refusal in the protocol's own words, or a success that nonsense happened to earn. */
function expectCivil({ status, body }: { status: number; body: unknown }, what: string): void {
  expect(status, what).toBeLessThan(500);
  if (status >= 400) expect(errorBody.safeParse(body).success, what).toBe(true);
}

describe('hostile input', () => {
  it(`never makes the server fail: ${ROUNDS} seeded malformed bodies on every route (seed ${SEED})`, async () => {
    const random = randomOf(SEED);
    const signed = {
      contact: await speaker.signed('/device/contact', { confirmed: [v7()], unsent: 1 }),
      program: await speaker.signed('/device/program', {
        version: '1.0.0',
        electron: '45.4.1',
        platform: 'linux',
        arch: 'x64',
        channel: 'stable',
      }),
      sealed: await speaker.signed('/device/sealed', {
        copies: [await speaker.copyOf(author, newLog(v7()))],
      }),
    };
    const person = () => v7();
    const reason = 'x';
    const scopeBodies = {
      [`/parked/${v7()}`]: () => ({ decision: 'apply', fields: ['mobile'], seenRev: 1 }),
      [`/change-requests/${v7()}`]: () => ({ decision: 'approve', seenRev: 1 }),
      '/lookup': () => ({ by: 'idNumber', value: `${random()}`, reason }),
      '/admin/reassign': () => ({ customerIds: [customerId], managerId: person(), reason }),
      '/admin/covers': () => ({ userId: person(), customerId, endsAt: '2099-01-01T00:00:00.000Z', reason }),
      [`/admin/covers/${v7()}/end`]: () => ({ reason }),
      [`/admin/users/${v7()}`]: () => ({ role: 'teller', branchId: person(), disabled: false, reason }),
      [`/admin/customers/${v7()}/merge`]: () => ({ survivorId: customerId, reason }),
      '/admin/people': () => ({
        id: v7(),
        username: 'h.h',
        code: 'H',
        name: 'H',
        nameEn: 'H',
        role: 'teller',
        branchId: v7(),
        reason,
      }),
      '/admin/people/import': () => ({ importId: v7(), text: 'username,code\na,b', commit: false, reason }),
      [`/admin/people/${v7()}/password`]: () => ({ reason }),
      [`/admin/people/${v7()}/second-factor`]: () => ({ reason }),
      '/admin/branches': () => ({
        id: v7(),
        code: 'H',
        name: 'H',
        nameEn: 'H',
        level: 'branch',
        parentId: v7(),
        reason,
      }),
      [`/admin/branches/${v7()}`]: () => ({ name: 'H', parentId: v7(), closed: true, reason }),
      '/admin/dictionaries': () => ({
        id: v7(),
        kind: 'dictionary',
        list: 'h',
        code: 'H',
        name: 'H',
        nameEn: 'H',
        order: 1,
        reason,
      }),
      '/admin/policy': () => ({ version: 'v', set: { all: { lockedHours: 8 } }, devices: {}, reason }),
      '/admin/field-rules': () => ({
        version: 'v',
        role: 'teller',
        rules: { customers: { mobile: 'hidden' } },
        reason,
      }),
      [`/admin/dictionaries/${v7()}`]: () => ({ name: 'H', order: 1, retired: true, reason }),
      '/auth/second-factor/begin': () => ({ password: 'wrong' }),
      '/auth/second-factor/confirm': () => ({ code: '000000' }),
      '/admin/restrictions': () => ({ customerId, readers: [person()], reason }),
      '/admin/releases': () => ({ manifest: '{}', signature: 'A'.repeat(86).concat('==') }),
      [`/admin/releases/${v7()}/ring`]: () => ({ stage: 'share', pilots: [v7()], percent: 10, reason }),
      [`/admin/releases/${v7()}/pause`]: () => ({ reason }),
      [`/admin/restrictions/${v7()}`]: () => ({ decision: 'refuse' }),
      '/audit/search': () => ({ filter: { actorId: person(), action: 'act.open' }, after: reason }),
      '/audit/export': () => ({ filter: { customerNo: `C${random()}`, from: '2026-01-01T00:00:00.000Z' } }),
    };
    const tokens = (await Promise.all(officials.map((one) => Device.of(server.url, one)))).map(
      (one) => one.session?.accessToken,
    );
    const good: Record<string, () => Record<string, unknown>> = {
      '/auth/sign-in': () => ({ username: `u${random() * 1e6}`, password: 'x', deviceId: v7() }),
      '/auth/oidc/begin': () => ({ challenge: 'A'.repeat(43), returnTo: 'http://127.0.0.1:9/x' }),
      '/auth/oidc/sign-in': () => ({ ticket: 'A'.repeat(43), verifier: 'A'.repeat(43), deviceId: v7() }),
      '/auth/refresh': () => ({ refreshToken: 'A'.repeat(75), deviceId: v7() }),
      '/auth/sign-out': () => ({ refreshToken: 'A'.repeat(75), deviceId: v7() }),
      '/sync/pull': () => ({
        protocol: PROTOCOL_VERSION,
        schema: 1,
        deviceId: device.deviceId,
        checkpoint: random() < 0.5 ? null : device.checkpoint,
        limit: 10,
      }),
      '/device/challenge': () => ({ deviceId: speaker.deviceId }),
      '/operations/log-level': () => ({ level: 'info', minutes: 5, reason: '查错' }),
      '/device/contact': () => ({ ...signed.contact }),
      '/device/sealed': () => ({ ...signed.sealed }),
      '/device/program': () => ({ ...signed.program }),
      '/sync/replica-key': () => ({
        deviceId: device.deviceId,
        scopeId: device.session?.scope.id,
        escrow: btoa('x'.repeat(120)),
        publicKey: speaker.keys.publicKey,
      }),
      [`/operations/devices/${v7()}/wipe`]: () => ({ reason: 'x' }),
      [`/operations/devices/${v7()}/handover`]: () => ({ reason: 'x' }),
      ...scopeBodies,
      '/sync/push': () => ({
        protocol: PROTOCOL_VERSION,
        schema: 1,
        deviceId: device.deviceId,
        mutations: [edit()],
      }),
    };
    const edit = () =>
      mutationOf({
        collection: 'customers',
        documentId: customerId,
        customerId,
        base: { occupation: null },
        next: { occupation: 'x' },
      });
    const paths = Object.keys(good);
    for (let round = 0; round < ROUNDS; round++) {
      const path = paths[round % paths.length] ?? '';
      const body = mutilate(random, good[path]?.() ?? {});
      // Nonsense from those whose role would let it in.
      const token =
        path in scopeBodies
          ? tokens[Math.floor(round / paths.length) % tokens.length]
          : device.session?.accessToken;
      const answer = await send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body,
      });
      expectCivil(answer, `round ${round} ${path} ${body.slice(0, 300)}`);
    }
  });

  it('inside an edit is rejected alone, and nothing of it is stored', async () => {
    const random = randomOf(SEED + 1);
    for (let round = 0; round < 150; round++) {
      const mutation = mutationOf({
        collection: 'contactLogs',
        documentId: v7(),
        customerId,
        op: 'create',
        baseRev: 0,
        next: { note: 'x' },
      });
      const bad: Record<string, unknown> = { ...mutation };
      const field = ['id', 'documentId', 'customerId', 'next', 'base', 'at', 'baseRev', 'collection'][
        round % 8
      ];
      if (field === 'next' || field === 'base') bad[field] = { note: hostileValue(random) };
      else bad[field ?? ''] = hostileValue(random);
      const answer = await send('/sync/push', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          protocol: PROTOCOL_VERSION,
          schema: 1,
          deviceId: device.deviceId,
          mutations: [bad, mutationOf({ ...mutation, id: v7(), documentId: v7() })],
        }),
      });
      expectCivil(answer, `round ${round} ${field}`);
      if (answer.status === 200) {
        const { results } = pushResponse.parse(answer.body);
        expect(
          results.map((result) => result.outcome),
          `round ${round} ${field}`,
        ).not.toContain('retry');
      }
    }
    const rows = await database.pool.query('select 1 from contact_logs where customer_id = $1', [customerId]);
    expect(rows.rowCount).toBe(1);
  });

  it('that a device signed is refused as well, payload and box alike', async () => {
    const random = randomOf(SEED + 2);
    const speak = async (path: string, payload: unknown) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(await speaker.signed(path, payload)),
      });
    for (let round = 0; round < 25; round++) {
      const value = hostileValue(random);
      expectCivil(await speak('/device/contact', { confirmed: value }), `contact ${round}`);
      const copy = await speaker.copyOf(author, newLog(v7()));
      const field = (['mutationId', 'authorId', 'sealed'] as const)[round % 3] ?? 'sealed';
      const boxed = await speaker.copyOf(author, newLog(v7()), {
        [(['mutation', 'certificate', 'signature'] as const)[round % 3] ?? 'mutation']: value,
      } as never);
      expectCivil(await speak('/device/sealed', { copies: [{ ...copy, [field]: value }] }), `copy ${round}`);
      const answer = await speak('/device/sealed', { copies: [boxed] });
      expect(answer, `box ${round}`).toMatchObject({
        status: 200,
        body: { results: [{ outcome: 'unreadable' }] },
      });
    }
  });

  it('in headers, paths and methods is refused as well', async () => {
    const paths = [
      '/sync/pull?x=%00',
      '/auth/oidc/go/%00',
      `/auth/oidc/go/${'A'.repeat(4000)}`,
      '/auth/oidc/callback',
      '/auth/oidc/callback?state=%00',
      '/auth/oidc/callback?state=x&state=y',
      '/parked?after=%00',
      '/parked?after=x&after=y',
      '/change-requests?__proto__=1',
      `/admin/users/${'9'.repeat(4000)}`,
      '/%00',
      '/..%2f..%2fetc%2fpasswd',
      '/overview/../metrics/x',
      '//',
      '/__proto__',
    ];
    for (const path of paths) expectCivil(await send(path, { method: 'GET' }), path);
    const tokens = [
      'Bearer',
      'Bearer ',
      'Basic eDp5',
      `Bearer ${'a.'.repeat(2000)}`,
      'Bearer eyJhbGciOiJub25lIn0.e30.',
    ];
    for (const authorization of tokens) {
      const answer = await send('/sync/stream', { headers: { authorization } });
      expect(answer.status, authorization).toBe(401);
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      for (const path of ['/sync/push', '/auth/sign-in', '/overview', '/nothing']) {
        const response = await fetch(server.url + path, { method });
        expect(response.status, `${method} ${path}`).toBeLessThan(500);
      }
    }
    const gzip = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expectCivil(await send('/sync/push', { method: 'POST', headers: gzip, body: 'not gzip' }), 'gzip');
  });
});
