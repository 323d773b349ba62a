import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeReleaseKeys, type ReleaseKeys } from '#shared/crypto/release-signature.ts';
import { announceResponse, programResponse, releasesResponse } from '#shared/protocol/releases.ts';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { makeRelease, sendPiece, setRing, uploadRelease } from '../test/release.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';
import { shareOf } from './ring.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let keys: ReleaseKeys;
let folder: string;
let admin: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await makeReleaseKeys();
  folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-releases-'));
  server = await startNode(database.url, { releases: { folder, publicKeys: [keys.publicKey] } });
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
});
afterAll(async () => {
  await server.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const running = { version: '1.0.0', electron: '45.4.1', platform: 'linux', arch: 'x64', channel: 'stable' };

interface Asker {
  device: SpeakingDevice;
  get(name: string, headers?: Record<string, string>): Promise<Response>;
  /** The version that the channel file names. */
  offered(): Promise<string>;
}

/** A device at which somebody has signed in, with a pass for releases. */
async function asker(username = 'teller', program: object = {}): Promise<Asker> {
  const device = await SpeakingDevice.at(server.url);
  await device.signInAs({ username });
  const { pass } = programResponse.parse(await device.speak('/device/program', { ...running, ...program }));
  const channel = 'channel' in program ? program.channel : 'stable';
  const get = (name: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/releases/${channel}/${name}`, {
      headers: { authorization: `Device ${pass}`, ...headers },
    });
  return {
    device,
    get,
    offered: async () => JSON.parse(await (await get('latest-linux.yml')).text()).version,
  };
}

describe('a release that is uploaded', () => {
  it('[N1] is taken when one of the bank’s keys signed it, by an IT administrator only', async () => {
    const stranger = await makeReleaseKeys();
    const forged = await makeRelease(stranger, '1.1.0', { channel: 'signed' });
    const body = { manifest: forged.text, signature: forged.signature };
    await expect(admin.post('/admin/releases', body)).rejects.toMatchObject({
      body: { code: 'bad_request' },
    });
    const good = await makeRelease(keys, '1.1.0', { channel: 'signed' });
    const own = { manifest: good.text, signature: good.signature };
    await expect(
      admin.post('/admin/releases', { ...own, manifest: good.text.replace('1.1.0', '1.1.1') }),
    ).rejects.toMatchObject({ body: { code: 'bad_request' } });
    const auditor = await addPerson(database.pool, {
      username: 'aud',
      role: 'auditor',
      branchId: bank.north,
    });
    for (const person of [bank.people.boss, bank.people.teller, auditor]) {
      const device = await Device.of(server.url, person);
      await expect(device.post('/admin/releases', own)).rejects.toMatchObject({
        body: { code: 'forbidden' },
      });
      await expect(device.request('/admin/releases')).rejects.toMatchObject({ body: { code: 'forbidden' } });
    }
    expect(announceResponse.parse(await admin.post('/admin/releases', own)).files).toMatchObject([
      { received: 0 },
    ]);
  });

  it('[N4] has no word from a program whose reasons are newer than the server, which lets it in all the same', async () => {
    const update = { status: 'refused', version: '9.0.0', reason: 'of_a_later_year' };
    await expect(asker('teller', { update })).resolves.toBeDefined();
    await expect(asker('teller', { update: { ...update, status: 7 } })).rejects.toMatchObject({
      status: 400,
    });
  });

  it('[N2] is written by one sender at a time, also through two nodes that share the folder', async () => {
    const beside = await startNode(database.url, { releases: { folder, publicKeys: [keys.publicKey] } });
    const content = randomBytes(50_000);
    const release = await makeRelease(keys, '1.1.0', { channel: 'beside', content });
    const { id, ticket } = announceResponse.parse(
      await admin.post('/admin/releases', { manifest: release.text, signature: release.signature }),
    );
    const [name = ''] = release.files.keys();
    const at = { id, name, from: 0 };
    let goOn: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => (goOn = resolve));
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new Uint8Array(content.subarray(0, 20_000)));
        await paused;
        controller.enqueue(new Uint8Array(content.subarray(20_000)));
        controller.close();
      },
    });
    const slow = fetch(`${server.url}/releases-upload/${id}/${name}?from=0`, {
      method: 'POST',
      headers: { authorization: `Upload ${ticket}`, 'content-type': 'application/octet-stream' },
      body,
      duplex: 'half',
    } as RequestInit);
    const part = path.join(folder, id, `${name}.part`);
    await expect
      .poll(() =>
        stat(part).then(
          ({ size }) => size,
          () => 0,
        ),
      )
      .toBe(20_000);
    expect(await sendPiece(beside.url, ticket, { ...at, from: 20_000 }, content)).toMatchObject({
      status: 409,
    });
    expect(await sendPiece(beside.url, ticket, at, content)).toMatchObject({ status: 409 });
    goOn();
    expect(await (await slow).json()).toEqual({ received: 50_000, complete: true });
    expect(await sendPiece(beside.url, ticket, at, content)).toMatchObject({ body: { complete: true } });
    await beside.close();
  });

  it('[N2] arrives in pieces, goes on where it was cut, and is offered when every hash is right', async () => {
    const content = randomBytes(300_000);
    const release = await makeRelease(keys, '1.1.0', { channel: 'pieces', content });
    const body = { manifest: release.text, signature: release.signature };
    const { id, ticket } = announceResponse.parse(await admin.post('/admin/releases', body));
    const [name = ''] = release.files.keys();
    const first = await sendPiece(server.url, ticket, { id, name, from: 0 }, content.subarray(0, 100_000));
    expect(first.body).toEqual({ received: 100_000, complete: false });
    await expect(setRing(admin, id, {})).rejects.toMatchObject({ body: { code: 'conflict' } });
    expect(await sendPiece(server.url, ticket, { id, name, from: 90_000 }, content)).toMatchObject({
      status: 409,
    });
    const again = announceResponse.parse(await admin.post('/admin/releases', body));
    expect(again).toMatchObject({ id, files: [{ received: 100_000 }] });
    const rest = await sendPiece(
      server.url,
      again.ticket,
      { id, name, from: 100_000 },
      content.subarray(100_000),
    );
    expect(rest.body).toEqual({ received: 300_000, complete: true });
    const { items } = await setRing(admin, id, {});
    expect(items.find((one) => one.id === id)).toMatchObject({ state: 'offered', ring: { stage: 'all' } });
  });

  it('[N2] with a wrong byte, a byte too many, an unknown name or no ticket is refused and leaves nothing', async () => {
    const content = randomBytes(50_000);
    const release = await makeRelease(keys, '1.1.0', { channel: 'wrong', content });
    const { id, ticket } = announceResponse.parse(
      await admin.post('/admin/releases', { manifest: release.text, signature: release.signature }),
    );
    const [name = ''] = release.files.keys();
    const at = { id, name, from: 0 };
    const bad = Buffer.from(content);
    bad.writeUInt8(bad.readUInt8(7) ^ 1, 7);
    expect(await sendPiece(server.url, ticket, at, bad)).toMatchObject({ status: 400 });
    expect(await readdir(path.join(folder, id))).toEqual([]);
    expect(await sendPiece(server.url, ticket, at, Buffer.concat([content, bad]))).toMatchObject({
      status: 413,
    });
    expect(await sendPiece(server.url, ticket, { ...at, name: 'other.exe' }, content)).toMatchObject({
      status: 404,
    });
    expect(await sendPiece(server.url, ticket, { ...at, id: v7() }, content)).toMatchObject({ status: 401 });
    expect(await sendPiece(server.url, 'no.ticket', at, content)).toMatchObject({ status: 401 });
    expect(await sendPiece(server.url, ticket, at, content)).toMatchObject({ status: 200 });
  });

  it('[N3] rises in version, and in Electron’s, and a ring only widens', async () => {
    const channel = 'rising';
    const second = await makeRelease(keys, '1.2.0', { channel });
    const id = await uploadRelease(admin, second);
    for (const [version, electron] of [
      ['1.2.0', '45.4.1'],
      ['1.1.9', '45.4.1'],
      ['1.3.0', '45.4.0'],
    ] as const) {
      const older = await makeRelease(keys, version, { channel, electron });
      await expect(uploadRelease(admin, older)).rejects.toMatchObject({ body: { code: 'conflict' } });
    }
    await setRing(admin, id, { stage: 'share', percent: 20, pilots: [bank.north] });
    for (const ring of [
      { stage: 'pilot', pilots: [bank.north] },
      { stage: 'share', percent: 10, pilots: [bank.north] },
      { stage: 'share', percent: 30, pilots: [bank.south] },
    ]) {
      await expect(setRing(admin, id, ring)).rejects.toMatchObject({ body: { code: 'conflict' } });
    }
    await setRing(admin, id, { stage: 'share', percent: 30, pilots: [bank.north, bank.south] });
    await setRing(admin, id, { stage: 'all' });
    await expect(admin.post(`/admin/releases/${id}/remove`, { reason: 'x' })).rejects.toMatchObject({
      body: { code: 'conflict' },
    });
  });
});

describe('a device', () => {
  it('[N4] without a pass of its own gets nothing, and with one nothing that is not newer', async () => {
    const id = await uploadRelease(admin, await makeRelease(keys, '2.0.0'));
    await setRing(admin, id, {});
    const url = `${server.url}/releases/stable/latest-linux.yml`;
    for (const authorization of [undefined, 'Device a.b', `Bearer ${admin.session?.accessToken}`]) {
      expect((await fetch(url, { headers: authorization ? { authorization } : {} })).status).toBe(401);
    }
    expect(await (await asker()).offered()).toBe('2.0.0');
    expect(await (await asker('teller', { version: '2.0.0' })).offered()).toBe('2.0.0');
    expect(await (await asker('teller', { version: '3.0.0' })).offered()).toBe('3.0.0');
    expect(await (await asker('teller', { electron: '46.0.0' })).offered()).toBe('1.0.0');
    expect(await (await asker('teller', { arch: 'arm64' })).offered()).toBe('1.0.0');
    expect((await (await asker('teller', { platform: 'win32' })).get('latest-linux.yml')).status).toBe(404);
    expect(
      (await (await asker('teller', { version: '2.0.0' })).get('Branchline-2.0.0.AppImage')).status,
    ).toBe(404);
  });

  it('[N5] is offered a release by its branch, then by its share, then as all are', async () => {
    const channel = 'rings';
    const id = await uploadRelease(admin, await makeRelease(keys, '2.0.0', { channel }));
    const [north, south] = [await asker('teller', { channel }), await asker('teller2', { channel })];
    const both = async () => [await north.offered(), await south.offered()];
    expect(await both()).toEqual(['1.0.0', '1.0.0']);
    await setRing(admin, id, { stage: 'pilot', pilots: [bank.north] });
    expect(await both()).toEqual(['2.0.0', '1.0.0']);
    expect(await (await asker('teller2', { channel, ring: 'pilot' })).offered()).toBe('2.0.0');
    const percent = Math.ceil(shareOf(id, south.device.deviceId)) || 1;
    if (percent > 1) {
      await setRing(admin, id, { stage: 'share', percent: percent - 1, pilots: [bank.north] });
      expect(await both()).toEqual(['2.0.0', '1.0.0']);
    }
    await setRing(admin, id, { stage: 'share', percent, pilots: [bank.north] });
    expect(await both()).toEqual(['2.0.0', '2.0.0']);
    await setRing(admin, id, { stage: 'all' });
    expect(await both()).toEqual(['2.0.0', '2.0.0']);
  });

  it('[N6] is offered a paused release no longer, its files neither, and again when it goes on', async () => {
    const channel = 'paused';
    const id = await uploadRelease(admin, await makeRelease(keys, '2.0.0', { channel }));
    await setRing(admin, id, {});
    const device = await asker('teller', { channel });
    const state = async () => [
      await device.offered(),
      (await device.get('Branchline-2.0.0.AppImage')).status,
    ];
    expect(await state()).toEqual(['2.0.0', 200]);
    await admin.post(`/admin/releases/${id}/pause`, { reason: 'a fault at the counter' });
    expect(await state()).toEqual(['1.0.0', 404]);
    await admin.post(`/admin/releases/${id}/resume`, { reason: 'it was something else' });
    expect(await state()).toEqual(['2.0.0', 200]);
    const lines = await database.pool.query<{ action: string; reason: string }>(
      `select action, reason from audit_log where subject_id = $1 order by id`,
      [id],
    );
    expect(lines.rows.map(({ action }) => action)).toEqual([
      'release.upload',
      'release.ring',
      'release.pause',
      'release.resume',
    ]);
  });

  it('[N7] gets files whole or in parts, each part the bytes that were signed', async () => {
    const channel = 'ranges';
    const content = randomBytes(10_000);
    const release = await makeRelease(keys, '2.0.0', { channel, content });
    await setRing(admin, await uploadRelease(admin, release), {});
    const { get } = await asker('teller', { channel });
    const file = 'Branchline-2.0.0.AppImage';
    const whole = await get(file);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(content);
    const tag = whole.headers.get('etag') ?? '';
    for (const [range, from, to] of [
      ['bytes=0-99', 0, 100],
      ['bytes=9000-', 9000, 10_000],
      ['bytes=-10', 9990, 10_000],
      ['bytes=9999-20000', 9999, 10_000],
    ] as const) {
      const part = await get(file, { range, 'if-range': tag });
      expect([part.status, part.headers.get('content-range')]).toEqual([
        206,
        `bytes ${from}-${to - 1}/10000`,
      ]);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(content.subarray(from, to));
    }
    expect((await get(file, { range: 'bytes=10000-' })).status).toBe(416);
    expect((await get(file, { range: 'bytes=0-99', 'if-range': '"another"' })).status).toBe(200);
    expect((await get(file, { range: 'bytes=0-1,5-6' })).status).toBe(200);
    expect((await get('..%2f..%2fetc%2fpasswd')).status).toBe(400);
  });

  it('[N8] tells its version and what keeps it from updating, and IT reads both', async () => {
    const channel = 'told';
    const id = await uploadRelease(admin, await makeRelease(keys, '2.0.0', { channel }));
    await setRing(admin, id, {});
    await asker('teller', { channel });
    await asker('teller', { channel, version: '2.0.0', update: { status: 'current' } });
    await asker('teller2', {
      channel,
      update: { status: 'refused', version: '2.0.0', reason: 'bad_file' },
    });
    const { items, adoption, trouble } = releasesResponse.parse(await admin.request('/admin/releases'));
    expect(items.find((one) => one.id === id)?.devices).toEqual({ total: 3, on: 1, offered: 2, refused: 1 });
    expect(adoption.filter((one) => one.channel === channel)).toMatchObject([
      { version: '2.0.0', devices: 1 },
      { version: '1.0.0', devices: 2 },
    ]);
    expect(trouble).toContainEqual({ reason: 'bad_file', version: '2.0.0', devices: 1 });
  });
});

it('[N5] the share of a device stays with its release and spreads evenly', () => {
  const release = v7();
  const shares = Array.from({ length: 2000 }, () => shareOf(release, v7()));
  expect(shares.every((one) => one >= 0 && one < 100)).toBe(true);
  const below = shares.filter((one) => one < 25).length / shares.length;
  expect(below).toBeGreaterThan(0.2);
  expect(below).toBeLessThan(0.3);
  const device = v7();
  expect(shareOf(release, device)).toBe(shareOf(release, device.toUpperCase()));
});
