import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeReleaseKeys } from '#shared/crypto/release-signature.ts';
import { startNode } from '#sync-server/test/node.ts';
import { closing, expectNothingRan, installed, openReleaseBank, type ReleaseBank } from './release-bank.ts';

let world: ReleaseBank;
beforeAll(async () => {
  world = await openReleaseBank();
});
afterEach(() => world.removeMachines());
afterAll(() => world.close());

describe('[N9] an update', () => {
  it('that is signed, whole, newer and offered is downloaded, and its installer runs', async () => {
    const { machine } = await world.offered();
    expect(await machine.updates.check()).toEqual({ status: 'ready', version: '2.0.0' });
    expect(machine.states.at(-2)).toEqual({ status: 'downloading', version: '2.0.0', percent: 100 });
    expect(await machine.updates.install(closing)).toBe(true);
    expect(await installed(machine)).toBe('2.0.0 exit=true\n');
    await expect.poll(() => machine.quits).toBe(1);
  });

  it('whose file was changed on the server is refused', async () => {
    const { machine, file } = await world.offered();
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
    const { machine } = await world.offered();
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
    const { machine, id } = await world.offered();
    await world.database.pool.query(
      `update releases set manifest = replace(manifest, 'Faults', 'Faulty') where id = $1`,
      [id],
    );
    expect(await machine.updates.check()).toMatchObject({ status: 'refused', reason: 'bad_signature' });
    await expectNothingRan(machine);
  });

  it('signed by a key that this program was not built with is refused', async () => {
    const stranger = await makeReleaseKeys();
    const { machine } = await world.offered('2.0.0', { machine: { publicKeys: [stranger.publicKey] } });
    expect(await machine.updates.check()).toMatchObject({ status: 'refused', reason: 'bad_signature' });
    await expectNothingRan(machine);
  });

  it('is refused when the signed manifest is for another channel', async () => {
    const { machine, id, channel } = await world.offered('2.0.0', { release: { channel: 'elsewhere' } });
    const { rows } = await world.database.pool.query<{ channel: string }>(
      'update releases set channel = $2 where id = $1 returning channel',
      [id, channel],
    );
    expect(rows).toHaveLength(1);
    expect(await machine.updates.check()).toMatchObject({ status: 'refused', reason: 'wrong_target' });
    await expectNothingRan(machine);
  });

  it('that is older, or has an older Electron, is refused, though it is signed and the server offers it', async () => {
    const older = await world.offered('0.9.0');
    await world.database.pool.query(`update releases set version = '9.0.0' where id = $1`, [older.id]);
    expect(await older.machine.updates.check()).toEqual({
      status: 'refused',
      reason: 'older_version',
      version: '0.9.0',
    });
    await expectNothingRan(older.machine);
    const electron = await world.offered('2.0.0', { release: { electron: '44.0.0' } });
    await world.database.pool.query(`update releases set electron = '99.0.0' where id = $1`, [electron.id]);
    expect(await electron.machine.updates.check()).toMatchObject({
      status: 'refused',
      reason: 'older_electron',
    });
    await expectNothingRan(electron.machine);
  });

  it('for other rings does not come', async () => {
    const { machine } = await world.offered('2.0.0', {
      ring: { stage: 'pilot', pilots: [world.bank.south] },
    });
    expect(await machine.updates.check()).toEqual({ status: 'current' });
    await expectNothingRan(machine);
  });

  it('that is paused after the download is not installed, and comes back when it goes on', async () => {
    const { machine, id } = await world.offered();
    await machine.updates.check();
    await world.admin.post(`/admin/releases/${id}/pause`, { reason: 'a fault' });
    machine.ahead = 2 * 3_600_000;
    await expectNothingRan(machine);
    expect(machine.updates.state()).toEqual({ status: 'refused', reason: 'not_offered', version: '2.0.0' });
    expect(await machine.updates.check()).toEqual({ status: 'current' });
    await world.admin.post(`/admin/releases/${id}/resume`, { reason: 'mended' });
    await machine.updates.check();
    expect(await machine.updates.install(closing)).toBe(true);
    // The file was there already: nothing was downloaded a second time.
    expect(machine.ranges).toHaveLength(1);
  });

  it('without the server is installed for a day after it was last confirmed, and not later', async () => {
    const { machine, channel } = await world.offered();
    const gone = await startNode(world.database.url, {
      releases: { folder: world.folder, publicKeys: [world.keys.publicKey] },
    });
    const other = await world.workstation({ url: gone.url, channel });
    expect(await other.updates.check()).toMatchObject({ status: 'ready' });
    await gone.close();
    other.ahead = 25 * 3_600_000;
    await expectNothingRan(other);
    expect(other.updates.state()).toMatchObject({ status: 'refused', reason: 'not_offered' });
    expect(await other.updates.check()).toEqual({ status: 'unknown', reason: 'unreachable' });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready' });
  });

  it('comes from the next server where the first cannot be reached', async () => {
    const { machine } = await world.offered('2.0.0', { machine: { before: ['http://127.0.0.1:9'] } });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready', version: '2.0.0' });
    expect(await machine.updates.install(closing)).toBe(true);
  });

  it('on a device that nobody has signed in to is not asked for', async () => {
    const { machine } = await world.offered();
    await world.database.pool.query('delete from device_programs');
    await world.database.pool.query('update devices set public_key = null');
    expect(await machine.updates.check()).toEqual({ status: 'unknown', reason: 'not_known' });
  });
});

describe('[N10] a download', () => {
  it('that was cut goes on where it was, also in another start of the program', async () => {
    const { machine: before, channel } = await world.offered();
    before.cutAfter = 150_000;
    expect(await before.updates.check()).toEqual({ status: 'unknown', reason: 'download_failed' });
    const machine = await world.workstation({ channel, restarts: before });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready' });
    const [first] = before.ranges;
    const [second] = machine.ranges;
    expect(first).toBeNull();
    expect(Number(/^bytes=(\d+)-$/.exec(second ?? '')?.[1])).toBeGreaterThan(0);
    expect(await machine.updates.install(closing)).toBe(true);
    expect(await installed(machine)).toContain('2.0.0');
  });

  it('that stalls is given up, and goes on at the next look', async () => {
    const { machine } = await world.offered('2.0.0', { machine: { stalledAfter: 400 } });
    machine.stallAfter = 150_000;
    expect(await machine.updates.check()).toEqual({ status: 'unknown', reason: 'download_failed' });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready' });
    expect(machine.ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('that went on with another file’s bytes is thrown away, and comes whole the next time', async () => {
    const { machine, file } = await world.offered();
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
