import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeRelease, setRing, uploadRelease } from '#sync-server/test/release.ts';
import {
  byUser,
  closing,
  expectNothingRan,
  installed,
  openReleaseBank,
  type ReleaseBank,
} from './release-bank.ts';
import { startProgram } from './workstation.ts';

let world: ReleaseBank;
beforeAll(async () => {
  world = await openReleaseBank();
});
afterEach(() => world.removeMachines());
afterAll(() => world.close());

describe('[N12] who closes the program', () => {
  it('is not kept waiting by a download; it goes on in the next start', async () => {
    const { machine: before, channel } = await world.offered();
    before.stallAfter = 150_000;
    const checked = before.updates.check();
    await expect.poll(() => before.states.at(-1)).toMatchObject({ status: 'downloading', percent: 37 });
    expect(await before.updates.install(closing)).toBe(false);
    expect(await checked).toEqual({ status: 'unknown', reason: 'download_failed' });
    const machine = await world.workstation({ channel, restarts: before });
    expect(await machine.updates.check()).toMatchObject({ status: 'ready' });
    expect(machine.ranges[0]).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('waits a few seconds for the server at most, and gets what was confirmed within a day', async () => {
    const { machine } = await world.offered();
    await machine.updates.check();
    machine.ahead = 2 * 3_600_000;
    machine.silent = true;
    const since = performance.now();
    expect(await machine.updates.install(closing)).toBe(true);
    expect(performance.now() - since).toBeLessThan(6000);
  });

  it('by ending the system starts no installer, also where it begins to end while the server is asked', async () => {
    const { machine } = await world.offered();
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
    const { machine } = await world.offered();
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
    const { rows } = await world.database.pool.query<{ update_reason: string | null }>(
      'select update_reason from device_programs where channel = $1',
      [channel],
    );
    return rows.map((row) => row.update_reason);
  };

  it('is told to the user and to IT, and is not tried again by itself for a day', async () => {
    const { machine: before, channel } = await world.offered();
    await before.updates.check();
    // Without its old file electron-updater gives up, and tells it by an event alone.
    await rm(before.program);
    expect(await before.updates.install(byUser)).toBe(false);
    expect(before.updates.state()).toEqual(failed);
    expect(before.quits).toBe(0);
    await writeFile(before.program, '#!/bin/sh\n');

    const machine = await world.workstation({ channel, restarts: before });
    expect(await machine.updates.check()).toEqual(failed);
    expect(await reasonAtServer(channel)).toEqual(['install_failed']);
    await expectNothingRan(machine);
    machine.ahead = 25 * 3_600_000;
    expect(await machine.updates.install(closing)).toBe(true);
    expect(await installed(machine)).toContain('2.0.0');
  });

  it('is tried again when the user asks for it, and for a newer release', async () => {
    const { machine, channel } = await world.offered();
    await machine.updates.check();
    await rm(machine.program);
    await machine.updates.install(byUser);
    await writeFile(machine.program, '#!/bin/sh\n');
    const script = `#!/bin/sh\necho newer > ${machine.marker}\n#`;
    const newer = await makeRelease(world.keys, '2.0.1', { channel, content: Buffer.from(script) });
    const id = await uploadRelease(world.admin, newer);
    await setRing(world.admin, id, {});
    expect(await machine.updates.check()).toEqual({ status: 'ready', version: '2.0.1' });
    expect(await machine.updates.install(closing)).toBe(true);
    expect(await installed(machine)).toBe('newer\n');
  });

  it('is not started where the program cannot be replaced, and the old one stays', async () => {
    const { machine } = await world.offered();
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
  const offeredToMac = () => world.offered('2.0.0', { release: mac, machine: { running: mac } });

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
    const { machine } = await world.offered();
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
    const { machine, channel } = await world.offered();
    // Hours are by the machine's own clock, and the day after is ahead of all that was signed.
    const day = new Date(Date.now() + 24 * 3_600_000);
    const at = (hour: number, minute: number) => new Date(day).setHours(hour, minute, 0, 0);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: at(20, 0) });
    let idle = 4 * 3600;
    const program = await startProgram(machine, {
      url: world.url,
      publicKeys: [world.keys.publicKey],
      channel,
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
