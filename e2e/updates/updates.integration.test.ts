import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeReleaseKeys, type ReleaseKeys } from '#shared/crypto/release-signature.ts';
import type { ReleaseManifest } from '#shared/releases/manifest.ts';
import type { RunningServer } from '#sync-server/server.ts';
import { makeBank, type TestBank } from '#sync-server/test/bank.ts';
import { Device } from '#sync-server/test/device.ts';
import { startNode } from '#sync-server/test/node.ts';
import { createTestDatabase, type TestDatabase } from '#sync-server/test/postgres.ts';
import { makeRelease, setRing, uploadRelease } from '#sync-server/test/release.ts';
import { openWorkstation, startProgram, type Workstation, type WorkstationOptions } from './workstation.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let keys: ReleaseKeys;
let folder: string;
let admin: Device;
const opened: Workstation[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await makeReleaseKeys();
  folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-releases-'));
  server = await startNode(database.url, { releases: { folder, publicKeys: [keys.publicKey] } });
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.remove();
});
afterAll(async () => {
  await server.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

let channels = 0;

/** An installer that says it ran, offered to all on a channel of its own, and a machine on that channel. */
async function offered(
  version = '2.0.0',
  given: {
    release?: Partial<ReleaseManifest>;
    machine?: Partial<WorkstationOptions>;
    ring?: object | null;
  } = {},
) {
  channels += 1;
  const channel = `line${channels}`;
  const machine = await openWorkstation({
    url: server.url,
    username: 'teller',
    publicKeys: [keys.publicKey],
    channel,
    ...given.machine,
  });
  opened.push(machine);
  const script = `#!/bin/sh\necho "${version} exit=$APPIMAGE_EXIT_AFTER_INSTALL" > ${machine.marker}\nexit 0\n`;
  const content = Buffer.concat([Buffer.from(script), Buffer.alloc(400_000, '#')]);
  const release = await makeRelease(keys, version, { channel, content, ...given.release });
  const id = await uploadRelease(admin, release);
  if (given.ring !== null) await setRing(admin, id, given.ring ?? {});
  return { machine, release, id, file: path.join(folder, id, release.manifest.installer) };
}

/** Somebody asks for it in the note. */
const byUser = { by: 'user', restart: () => false } as const;
/** Somebody closes the window. */
const closing = { by: 'quit', restart: () => false } as const;

const installed = (machine: Workstation) => readFile(machine.marker, 'utf8').catch(() => null);

async function expectNothingRan(machine: Workstation): Promise<void> {
  expect(await machine.updates.install(closing)).toBe(false);
  expect(await installed(machine)).toBeNull();
  expect(await readFile(machine.program, 'utf8')).toBe('#!/bin/sh\n');
}

describe('[N9] an update', () => {
  it('that is signed, whole, newer and offered is downloaded, and its installer runs', async () => {
    const { machine } = await offered();
    expect(await machine.updates.check()).toEqual({ status: 'ready', version: '2.0.0' });
    expect(machine.states.at(-2)).toEqual({ status: 'downloading', version: '2.0.0', percent: 100 });
    expect(await machine.updates.install(closing)).toBe(true);
    expect(await installed(machine)).toBe('2.0.0 exit=true\n');
    await expect.poll(() => machine.quits).toBe(1);
  });

  it('whose file was changed on the server is refused', async () => {
    const { machine, file } = await offered();
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(399_999) ^ 1, 399_999);
    await writeFile(file, bytes);
    expect(await machine.updates.check()).toEqual({
      status: 'refused',
      reason: 'bad_file',
      version: '2.0.0',
    });
    await expectNothingRan(machine);
  });

  it('whose file was changed on this machine after the download is refused', async () => {
    const { machine } = await offered();
    const cached = path.join(
      path.dirname(machine.program),
      'cache',
      'branchline-updater',
      'pending',
      'Branchline-2.0.0.AppImage',
    );
    await machine.updates.check();
    const bytes = await readFile(cached);
    bytes.write('# changed', 300_000);
    await writeFile(cached, bytes);
    await expectNothingRan(machine);
    expect(machine.updates.state()).toEqual({ status: 'refused', reason: 'bad_file', version: '2.0.0' });
  });

  it('whose manifest was changed is refused, whatever else was changed to fit', async () => {
    const { machine, id } = await offered();
    await database.pool.query(
      `update releases set manifest = replace(manifest, 'Faults', 'Faulty') where id = $1`,
      [id],
    );
    expect(await machine.updates.check()).toMatchObject({ status: 'refused', reason: 'bad_signature' });
    await expectNothingRan(machine);
  });

  it('signed by a key that this program was not built with is refused', async () => {
    const stranger = await makeReleaseKeys();
    const { machine } = await offered('2.0.0', { machine: { publicKeys: [stranger.publicKey] } });
    expect(await machine.updates.check()).toMatchObject({ status: 'refused', reason: 'bad_signature' });
    await expectNothingRan(machine);
  });

  it('is refused when the signed manifest is for another channel', async () => {
    const { machine, id } = await offered('2.0.0', { release: { channel: 'elsewhere' }, ring: {} });
    const { rows } = await database.pool.query<{ channel: string }>(
      'update releases set channel = $2 where id = $1 returning channel',
      [id, `line${channels}`],
    );
    expect(rows).toHaveLength(1);
    expect(await machine.updates.check()).toMatchObject({ status: 'refused', reason: 'wrong_target' });
    await expectNothingRan(machine);
  });

  it('that is older, or has an older Electron, is refused, though it is signed and the server offers it', async () => {
    const older = await offered('0.9.0');
    await database.pool.query(`update releases set version = '9.0.0' where id = $1`, [older.id]);
    expect(await older.machine.updates.check()).toEqual({
      status: 'refused',
      reason: 'older_version',
      version: '0.9.0',
    });
    await expectNothingRan(older.machine);
    const electron = await offered('2.0.0', { release: { electron: '44.0.0' } });
    await database.pool.query(`update releases set electron = '99.0.0' where id = $1`, [electron.id]);
    expect(await electron.machine.updates.check()).toMatchObject({
      status: 'refused',
      reason: 'older_electron',
    });
    await expectNothingRan(electron.machine);
  });

  it('for other rings does not come', async () => {
    const { machine } = await offered('2.0.0', { ring: { stage: 'pilot', pilots: [bank.south] } });
    expect(await machine.updates.check()).toEqual({ status: 'current' });
    await expectNothingRan(machine);
  });

  it('that is paused after the download is not installed, and comes back when it goes on', async () => {
    const { machine, id } = await offered();
    await machine.updates.check();
    await admin.post(`/admin/releases/${id}/pause`, { reason: 'a fault' });
    machine.ahead = 2 * 3_600_000;
    await expectNothingRan(machine);
    expect(machine.updates.state()).toEqual({ status: 'refused', reason: 'not_offered', version: '2.0.0' });
    expect(await machine.updates.check()).toEqual({ status: 'current' });
    await admin.post(`/admin/releases/${id}/resume`, { reason: 'mended' });
    await machine.updates.check();
    expect(await machine.updates.install(closing)).toBe(true);
    // The file was there already: nothing was downloaded a second time.
    expect(machine.ranges).toHaveLength(1);
  });

  it('without the server is installed for a day after it was last confirmed, and not later', async () => {
    const { machine, release } = await offered();
    const gone = await startNode(database.url, { releases: { folder, publicKeys: [keys.publicKey] } });
    const other = await openWorkstation({
      url: gone.url,
      username: 'teller',
      publicKeys: [keys.publicKey],
      channel: release.manifest.channel,
    });
    opened.push(other);
    expect(await other.updates.check()).toMatchObject({ status: 'ready' });
    await gone.close();
    other.ahead = 25 * 3_600_000;
    await expectNothingRan(other);
    expect(other.updates.state()).toMatchObject({ status: 'refused', reason: 'not_offered' });
    expect(await other.updates.check()).toEqual({ status: 'unknown', reason: 'unreachable' });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready' });
  });

  it('comes from the next server where the first cannot be reached', async () => {
    const { machine } = await offered('2.0.0', { machine: { before: ['http://127.0.0.1:9'] } });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready', version: '2.0.0' });
    expect(await machine.updates.install(closing)).toBe(true);
  });

  it('on a device that nobody has signed in to is not asked for', async () => {
    const { machine } = await offered();
    await database.pool.query('delete from device_programs');
    await database.pool.query('update devices set public_key = null');
    expect(await machine.updates.check()).toEqual({ status: 'unknown', reason: 'not_known' });
  });
});

describe('[N10] a download', () => {
  it('that was cut goes on where it was, also in another start of the program', async () => {
    const { machine: before, release } = await offered();
    before.cutAfter = 150_000;
    expect(await before.updates.check()).toEqual({ status: 'unknown', reason: 'download_failed' });
    const machine = await openWorkstation({
      url: server.url,
      username: 'teller',
      publicKeys: [keys.publicKey],
      channel: release.manifest.channel,
      restarts: before,
    });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready' });
    const [first] = before.ranges;
    const [second] = machine.ranges;
    expect(first).toBeNull();
    expect(Number(/^bytes=(\d+)-$/.exec(second ?? '')?.[1])).toBeGreaterThan(0);
    expect(await machine.updates.install(closing)).toBe(true);
    expect(await installed(machine)).toContain('2.0.0');
  });

  it('that stalls is given up, and goes on at the next look', async () => {
    const { machine } = await offered('2.0.0', { machine: { stalledAfter: 400 } });
    machine.stallAfter = 150_000;
    expect(await machine.updates.check()).toEqual({ status: 'unknown', reason: 'download_failed' });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready' });
    expect(machine.ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('that went on with another file’s bytes is thrown away, and comes whole the next time', async () => {
    const { machine, file } = await offered();
    const good = await readFile(file);
    const bad = Buffer.from(good);
    bad.write('other bytes', 1000);
    await writeFile(file, bad);
    machine.cutAfter = 150_000;
    await machine.updates.check();
    await writeFile(file, good);
    expect(await machine.updates.check()).toMatchObject({ status: 'refused', reason: 'bad_file' });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready' });
  });
});

describe('[N12] who closes the program', () => {
  it('is not kept waiting by a download; it goes on in the next start', async () => {
    const { machine: before, release } = await offered();
    before.stallAfter = 150_000;
    const checked = before.updates.check();
    await expect.poll(() => before.states.at(-1)).toMatchObject({ status: 'downloading', percent: 37 });
    expect(await before.updates.install(closing)).toBe(false);
    expect(await checked).toEqual({ status: 'unknown', reason: 'download_failed' });
    const machine = await openWorkstation({
      url: server.url,
      username: 'teller',
      publicKeys: [keys.publicKey],
      channel: release.manifest.channel,
      restarts: before,
    });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready' });
    expect(machine.ranges[0]).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('waits a few seconds for the server at most, and gets what was confirmed within a day', async () => {
    const { machine } = await offered();
    await machine.updates.check();
    machine.ahead = 2 * 3_600_000;
    machine.silent = true;
    const since = performance.now();
    expect(await machine.updates.install(closing)).toBe(true);
    expect(performance.now() - since).toBeLessThan(6000);
  });

  it('by ending the system starts no installer, also where it begins to end while the server is asked', async () => {
    const { machine } = await offered();
    await machine.updates.check();
    machine.ends = true;
    await expectNothingRan(machine);
    machine.ends = false;
    machine.ahead = 2 * 3_600_000;
    const closed = machine.updates.install(closing);
    machine.ends = true;
    expect(await closed).toBe(false);
    expect(await installed(machine)).toBeNull();
  });

  it('right after asking for the restart gets the restart', async () => {
    const { machine } = await offered();
    await machine.updates.check();
    machine.ahead = 2 * 3_600_000;
    const asked = machine.updates.install({ by: 'user', restart: () => true });
    expect(await machine.updates.install(closing)).toBe(true);
    expect(await asked).toBe(true);
    // Started to stay, not only to put itself in place.
    await expect.poll(() => installed(machine)).toBe('2.0.0 exit=\n');
    expect(machine.quits).toBe(1);
  });
});

describe('[N13] an installer that does nothing', () => {
  const failed = { status: 'ready', version: '2.0.0', held: 'install_failed' };
  const reasonAtServer = async (channel: string) => {
    const { rows } = await database.pool.query<{ update_reason: string | null }>(
      'select update_reason from device_programs where channel = $1',
      [channel],
    );
    return rows.map((row) => row.update_reason);
  };

  it('is told to the user and to IT, and is not tried again by itself for a day', async () => {
    const { machine: before, release } = await offered();
    const { channel } = release.manifest;
    await before.updates.check();
    // Without its old file electron-updater gives up, and tells it by an event alone.
    await rm(before.program);
    expect(await before.updates.install(byUser)).toBe(false);
    expect(before.updates.state()).toEqual(failed);
    expect(before.quits).toBe(0);
    await writeFile(before.program, '#!/bin/sh\n');

    const machine = await openWorkstation({
      url: server.url,
      username: 'teller',
      publicKeys: [keys.publicKey],
      channel,
      restarts: before,
    });
    expect(await machine.updates.check()).toEqual(failed);
    expect(await reasonAtServer(channel)).toEqual(['install_failed']);
    await expectNothingRan(machine);
    machine.ahead = 25 * 3_600_000;
    expect(await machine.updates.install(closing)).toBe(true);
    expect(await installed(machine)).toContain('2.0.0');
  });

  it('is tried again when the user asks for it, and for a newer release', async () => {
    const { machine, release } = await offered();
    const { channel } = release.manifest;
    await machine.updates.check();
    await rm(machine.program);
    await machine.updates.install(byUser);
    await writeFile(machine.program, '#!/bin/sh\n');
    const script = `#!/bin/sh\necho newer > ${machine.marker}\n#`;
    const newer = await makeRelease(keys, '2.0.1', { channel, content: Buffer.from(script) });
    const id = await uploadRelease(admin, newer);
    await setRing(admin, id, {});
    expect(await machine.updates.check()).toEqual({ status: 'ready', version: '2.0.1' });
    expect(await machine.updates.install(closing)).toBe(true);
    expect(await installed(machine)).toBe('newer\n');
  });

  it('is not started where the program cannot be replaced, and the old one stays', async () => {
    const { machine } = await offered();
    await machine.updates.check();
    process.env.APPIMAGE = path.join(machine.folder, 'taken away', 'Branchline.AppImage');
    expect(await machine.updates.install(closing)).toBe(false);
    expect(machine.updates.state()).toEqual({ ...failed, held: 'program_folder' });
    process.env.APPIMAGE = machine.program;
    expect(await machine.updates.install(byUser)).toBe(true);
  });
});

describe('[N13] on macOS, where Squirrel installs what it has taken over,', () => {
  const mac = { platform: 'darwin', arch: 'arm64' } as const;
  const offeredToMac = () => offered('2.0.0', { release: mac, machine: { running: mac } });

  it('closing the program waits until it has, and leaves the rest to it', async () => {
    const { machine, release } = await offeredToMac();
    expect(await machine.updates.check()).toMatchObject({ status: 'ready' });
    expect(machine.squirrel.taken).toEqual([]);
    expect(await machine.updates.install(closing)).toBe(true);
    const [file] = release.files.values();
    expect(machine.squirrel.taken).toEqual([file]);
    expect(machine.squirrel.restarts).toBe(0);
  });

  it('who starts the program again while it takes the file over gets the new version', async () => {
    const { machine } = await offeredToMac();
    await machine.updates.check();
    const restart = () => machine.squirrel.taken.length > 0;
    expect(await machine.updates.install({ by: 'quit', restart })).toBe(true);
    expect(machine.squirrel.restarts).toBe(1);
  });

  it('a restart gives it one file, and the end of the program that follows gives it no second', async () => {
    const { machine } = await offeredToMac();
    await machine.updates.check();
    expect(await machine.updates.install({ ...byUser, restart: () => true })).toBe(true);
    expect(await machine.updates.install(closing)).toBe(true);
    expect(machine.squirrel).toMatchObject({ restarts: 1, taken: [expect.anything()] });
  });

  it('what it finds wrong is told and leaves nothing behind that would install twice later', async () => {
    const { machine } = await offeredToMac();
    await machine.updates.check();
    const listening = () => machine.squirrel.listenerCount('update-downloaded');
    const before = listening();
    machine.squirrel.refusesNext = true;
    expect(await machine.updates.install({ ...byUser, restart: () => true })).toBe(false);
    expect(machine.updates.state()).toMatchObject({ status: 'ready', held: 'install_failed' });
    expect(listening()).toBe(before);
    expect(await machine.updates.install({ ...byUser, restart: () => true })).toBe(true);
    expect(machine.squirrel.restarts).toBe(1);
  });
});

describe('[N11] installing', () => {
  it('waits while an unsent edit has no copy in the journal, and goes on once it has', async () => {
    const { machine } = await offered();
    await machine.updates.check();
    const mutationId = v7();
    await machine.tell([mutationId]);
    await expectNothingRan(machine);
    expect(machine.updates.state()).toMatchObject({ status: 'ready', held: 'uncovered_edits' });
    await machine.journal.append([{ mutationId, authorId: v7(), sealed: 'AAAA' }]);
    expect(await machine.updates.install(closing)).toBe(true);
    expect(await machine.journal.missing([mutationId])).toEqual([]);
  });

  it('happens by itself in the update hours, when nobody works and every edit has its copy', async () => {
    const { machine, release } = await offered();
    // Hours are by the machine's own clock, and the day after is ahead of all that was signed.
    const day = new Date(Date.now() + 24 * 3_600_000);
    const at = (hour: number, minute: number) => new Date(day).setHours(hour, minute, 0, 0);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: at(20, 0) });
    let idle = 4 * 3600;
    const program = await startProgram(machine, {
      url: server.url,
      publicKeys: [keys.publicKey],
      channel: release.manifest.channel,
      hours: '22:00-06:00',
      idleSeconds: () => idle,
    });
    try {
      const passUntil = (time: number) => vi.advanceTimersByTime(time - Date.now());
      const mutationId = v7();
      await program.tellPending([mutationId]);
      passUntil(at(20, 1));
      const ready = { status: 'ready', version: '2.0.0', hours: { from: '22:00', to: '06:00' } };
      const held = { ...ready, held: 'uncovered_edits' };
      await expect.poll(program.state, { timeout: 10_000 }).toEqual(held);
      await machine.journal.append([{ mutationId, authorId: v7(), sealed: 'AAAA' }]);
      // Not before its hours, though nothing else stands in its way; not in them while somebody works.
      passUntil(at(21, 59));
      idle = 30;
      passUntil(at(22, 30));
      await expect.poll(program.state, { timeout: 10_000 }).toEqual(ready);
      expect(machine.quits).toBe(0);
      // Nobody is there any more, and an edit waits whose copy was lost.
      const lost = v7();
      await program.tellPending([lost]);
      idle = 600;
      passUntil(at(22, 31));
      await expect.poll(program.state, { timeout: 10_000 }).toEqual(held);
      expect([machine.quits, await installed(machine)]).toEqual([0, null]);
      await machine.journal.append([{ mutationId: lost, authorId: v7(), sealed: 'AAAA' }]);
      passUntil(at(22, 32));
      await expect.poll(() => machine.quits, { timeout: 10_000 }).toBe(1);
      await expect.poll(() => installed(machine)).toContain('2.0.0');
    } finally {
      program.stop();
      vi.useRealTimers();
    }
  });
});
