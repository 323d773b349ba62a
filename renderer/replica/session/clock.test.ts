import { afterEach, describe, expect, it, vi } from 'vitest';
import { deviceWithAccount, endPrograms, HOUR, START, signIn, working } from '../test/account.ts';
import { statusWhere } from '../test/device.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

afterEach(endPrograms);

it('[O2] a clock that was set back is noticed, but not what a time service does', async () => {
  const { boot, state, time } = await deviceWithAccount();
  state.reachable = false;
  const core = boot();
  time.now = START - HOUR;
  await expect(signIn(core)).rejects.toMatchObject({ code: 'clock_behind' });
  time.now = START - 30_000;
  expect((await signIn(core)).session.mode).toBe('offline');
});

describe('[O11] with a clock that is wrong by a day', () => {
  const DAY = 24 * HOUR;

  it.each([
    ['ahead', DAY],
    ['behind', -DAY],
  ])('%s: it is said, also at the sign-in, sync goes on, and it goes away with the fault', async (_, off) => {
    const { boot, state, time } = await deviceWithAccount();
    state.script = { ...working, now: () => START };
    const core = boot();
    time.now = START + off;
    await signIn(core);
    const astray = await statusWhere(core, (status) => status.clockAhead !== undefined);
    expect(Math.round((astray.clockAhead ?? 0) / DAY)).toBe(Math.sign(off));
    await core.syncNow();
    expect(await statusWhere(core, (status) => status.connection === 'online')).toMatchObject({
      complete: true,
      clockAhead: astray.clockAhead,
    });
    await core.signOut();
    expect(await statusWhere(core, () => true)).toMatchObject({ clockAhead: astray.clockAhead });
    await signIn(core);
    time.now = START;
    await core.syncNow();
    expect(await statusWhere(core, () => true)).not.toHaveProperty('clockAhead');
  });

  it('[O12] a contact under the right clock takes back what one that was ahead left', async () => {
    const { boot, state, time } = await deviceWithAccount();
    state.script = { ...working, now: () => START };
    const core = boot();
    time.now = START + DAY;
    await signIn(core);
    await core.syncNow();
    const { offlineUntil = '' } = await statusWhere(core, (status) => status.offlineUntil !== undefined);

    time.now = START;
    await core.syncNow();
    const kept = (status: { offlineUntil?: string }) => (status.offlineUntil ?? '') < offlineUntil;
    expect(await statusWhere(core, kept)).toMatchObject({
      offlineUntil: new Date(START + 168 * HOUR).toISOString(),
    });
    await core.signOut();
    state.reachable = false;
    expect((await signIn(core)).session.mode).toBe('offline');
  });

  it('[O2] a clock that is set back while somebody is at work adds nothing to the next sign-in', async () => {
    const { boot, state, time } = await deviceWithAccount();
    state.reachable = false;
    let passed = 0;
    const steadily = { now: () => time.now, steady: () => passed, after: () => () => undefined };
    const core = boot({ clock: steadily });
    await signIn(core);
    passed = 100 * HOUR;
    await core.signOut();
    await expect(signIn(core)).rejects.toMatchObject({ code: 'clock_behind' });
    time.now = START + 100 * HOUR;
    expect((await signIn(core)).session.mode).toBe('offline');
    // Nor does it while nobody leaves: the time is kept at each attempt to reach the server.
    passed += 67 * HOUR;
    await core.syncNow();
    await core.close();
    time.now = START + 166 * HOUR;
    await expect(signIn(boot({ clock: steadily }))).rejects.toMatchObject({ code: 'clock_behind' });
    time.now = START + 169 * HOUR;
    await expect(signIn(boot({ clock: steadily }))).rejects.toMatchObject({ code: 'offline_window_over' });
  });

  it('[O2] without such a contact the sign-in stays refused, whatever the clock then says', async () => {
    const { boot, state, time } = await deviceWithAccount();
    state.script = { ...working, now: () => START };
    const core = boot();
    time.now = START + DAY;
    await signIn(core);
    await core.syncNow();
    await core.signOut();
    time.now = START;
    state.reachable = false;
    await expect(signIn(core)).rejects.toMatchObject({ code: 'clock_behind' });
  });
});
