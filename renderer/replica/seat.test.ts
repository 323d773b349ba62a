import { afterEach, describe, expect, it, vi } from 'vitest';
import { statusWhere } from './test/device.ts';
import { branchScope, scopeOf, teller, user } from './test/scripted-server.ts';
import { closeWorkstation, HOUR, vaults, watching, workstation } from './test/workstation.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

afterEach(closeWorkstation);

describe('[O5] tellers of one workstation', () => {
  it('share one replica: who comes next downloads nothing, online and offline', async () => {
    const { boot, come, world } = workstation();
    const core = boot();
    await come(core, teller(1));
    await core.syncNow();
    await come(core, teller(2));
    await core.syncNow();
    expect(new Set(world.pulls.slice(1).map(({ checkpoint }) => checkpoint))).toEqual(new Set(['c']));
    expect(await core.all('reference')).toHaveLength(1);
    // Straight from the colleague's open log: the server had no key to give.
    expect(world.keysAsked).toEqual([]);
    world.reachable = false;
    expect((await come(core, teller(1))).session).toMatchObject({
      mode: 'offline',
      user: { username: 'teller1' },
    });
    expect(await core.all('reference')).toHaveLength(1);
  });

  it('get into a replica that a colleague left by the escrow, and later alone', async () => {
    const { boot, come, world } = workstation();
    const first = boot();
    await come(first, teller(1));
    await first.syncNow();
    await first.signOut();
    const second = boot();
    await come(second, teller(2));
    expect(await second.all('reference')).toHaveLength(1);
    expect(world.keysAsked).toEqual([branchScope.id]);
    await second.signOut();
    world.reachable = false;
    const third = boot();
    await come(third, teller(2));
    expect(await third.all('reference')).toHaveLength(1);
    expect(world.keysAsked).toHaveLength(1);
  });

  it('end each other’s watches', async () => {
    const { boot, come } = workstation();
    const core = boot();
    await come(core, teller(1));
    await core.syncNow();
    const { heard, until } = watching(core);
    await until(branchScope.id);
    await come(core, teller(2));
    expect(heard.at(-1)).toBe('not_signed_in');
  });
});

describe('[O6] a password that was changed', () => {
  it('opens the same replica with the server’s help, and the old one opens nothing', async () => {
    const { boot, come, world, people } = workstation();
    const first = boot();
    await come(first, user);
    await first.syncNow();
    await first.signOut();
    people.set(user.username, { person: user, password: 'changed' });
    const second = boot();
    await come(second, user);
    expect(await second.all('reference')).toHaveLength(1);
    expect(world.pulls).toHaveLength(1);
    await second.signOut();
    world.reachable = false;
    const third = boot();
    await expect(
      third.signIn({ username: user.username, password: `password of ${user.username}` }),
    ).rejects.toMatchObject({ code: 'credentials_invalid' });
    await come(third, user);
    expect(await third.all('reference')).toHaveLength(1);
  });

  it('changed while the session was open gets into the open log', async () => {
    const { boot, come, world, people } = workstation();
    const core = boot();
    await come(core, user);
    await core.syncNow();
    people.set(user.username, { person: user, password: 'changed' });
    await come(core, user);
    await core.signOut();
    world.reachable = false;
    const later = boot();
    await come(later, user);
    expect(await later.all('reference')).toHaveLength(1);
    expect(world.keysAsked).toEqual([]);
  });
});

describe('[O22] a session that is never left', () => {
  const days = (count: number) => Array.from({ length: 2 * count }, () => 12 * HOUR);

  it('ends with its window when the server is not reached, and what it had is there for the next', async () => {
    const { device, world, boot, pass, come } = workstation();
    const core = boot();
    await come(core, user);
    await core.syncNow();
    const seen = watching(core);
    await seen.until(scopeOf(user).id);
    world.reachable = false;
    for (const step of days(6)) pass(step);
    await core.syncNow();
    await core.writeDraft('k', 'half a sentence');
    for (const step of days(1)) pass(step);
    await seen.until('not_signed_in');
    const over = await statusWhere(core, (status) => status.error === 'offline_window_over');
    expect(over.connection).toBe('refused');
    await expect(core.search('x', 5)).rejects.toMatchObject({ code: 'not_signed_in' });
    world.now += 1;
    await expect(come(core, user)).rejects.toMatchObject({ code: 'offline_window_over' });
    world.reachable = true;
    await come(core, user);
    expect(await core.readDraft('k')).toBe('half a sentence');
    expect(vaults(device)).toHaveLength(1);
  });

  it('goes on for as long as the server is reached, whatever the clock is set to meanwhile', async () => {
    const { world, boot, pass, come } = workstation();
    const core = boot();
    await come(core, user);
    for (const step of days(10)) {
      pass(step);
      await core.syncNow();
    }
    world.now += 30 * 24 * HOUR;
    core.wake();
    await core.syncNow();
    expect(await statusWhere(core, () => true)).toMatchObject({ connection: 'online' });
  });
});

describe('[O7] a locked session', () => {
  it('refuses all but its password, ends watches, and syncs on', async () => {
    const { boot, come, world } = workstation();
    const core = boot();
    await come(core, user);
    await core.syncNow();
    const { heard, until } = watching(core);
    await until(scopeOf(user).id);
    await core.lock();
    await core.lock();
    expect(heard.at(-1)).toBe('locked');
    const edit = { collection: 'tasks' as const, intent: 'task.add' as const, next: {} };
    await expect(core.edit(edit)).rejects.toMatchObject({ code: 'locked' });
    await expect(core.search('x', 5)).rejects.toMatchObject({ code: 'locked' });
    await expect(core.fetchOnline('/x')).rejects.toMatchObject({ code: 'locked' });
    expect(() => watching(core)).toThrow('locked');
    core.wake();
    await statusWhere(core, (status) => status.phase === 'idle' && world.pulls.length === 2);
    await expect(core.unlock('wrong')).rejects.toMatchObject({ code: 'credentials_invalid' });
    world.reachable = false;
    expect(await core.unlock(`password of ${user.username}`)).toMatchObject({ user: { id: user.id } });
    expect(await core.all('reference')).toHaveLength(1);
  });

  it('counts wrong passwords together with sign-in, over a restart', async () => {
    const { boot, come, world, pass } = workstation();
    const core = boot();
    await come(core, user);
    await core.lock();
    await expect(core.unlock('wrong')).rejects.toMatchObject({ code: 'credentials_invalid' });
    await expect(core.unlock('wrong')).rejects.toMatchObject({ code: 'credentials_invalid' });
    await core.signOut();
    world.reachable = false;
    const again = boot();
    const guess = { username: user.username, password: 'wrong' };
    await expect(again.signIn(guess)).rejects.toMatchObject({ code: 'credentials_invalid' });
    await expect(again.signIn(guess)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 5 });
    await expect(come(again, user)).rejects.toMatchObject({ code: 'rate_limited' });
    pass(5_000);
    expect((await come(again, user)).session.mode).toBe('offline');
  });

  it('stays locked when its worker is replaced, and ends at its hour', async () => {
    const { boot, come, world, pass } = workstation();
    const first = boot();
    const { resumption } = await come(first, user);
    await first.signOut();
    const core = boot();
    await core.resume({ ...resumption, lockedAt: world.now - 11 * HOUR });
    await expect(core.search('x', 5)).rejects.toMatchObject({ code: 'locked' });
    pass(HOUR);
    await statusWhere(core, (status) => status.error === 'not_signed_in');
    await expect(core.unlock(`password of ${user.username}`)).rejects.toMatchObject({
      code: 'not_signed_in',
    });
  });

  it('gives way to a colleague', async () => {
    const { boot, come } = workstation();
    const core = boot();
    await come(core, teller(1));
    await core.lock();
    await come(core, teller(2));
    expect(await core.search('x', 5)).toEqual([]);
  });
});
