import { afterEach, describe, expect, it, vi } from 'vitest';
import { statusWhere } from './test/device.ts';
import { Refusal, scopeOf, teller, user } from './test/scripted-server.ts';
import {
  closeWorkstation,
  databases,
  HOUR,
  slotsOf,
  vaults,
  watching,
  workstation,
} from './test/workstation.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

afterEach(closeWorkstation);

describe('[O8] signing out', () => {
  it('keeps the readable copy, or erases it, keys and vault first, and leaves what others share', async () => {
    const { device, boot, come, world } = workstation();
    const core = boot();
    await come(core, teller(1));
    await core.syncNow();
    await core.signOut();
    expect(vaults(device)).toHaveLength(1);
    await come(core, teller(2));
    await core.syncNow();
    await core.signOut({ erase: true });
    expect(vaults(device)).toHaveLength(1);
    expect(slotsOf(device)).toHaveLength(2);
    expect(await databases(device)).toBe(2);
    await come(core, teller(1));
    expect(await core.all('reference')).toHaveLength(1);
    world.policy = { signOut: 'erase' };
    await core.syncNow();
    await core.signOut();
    await come(core, teller(1));
    await core.signOut();
    expect(vaults(device)).toEqual([]);
    expect(slotsOf(device)).toEqual([]);
    expect(await databases(device)).toBe(0);
  });
});

describe('[O9] a user who is put on another replica', () => {
  it('goes on there without a password, and nothing of the old one stays', async () => {
    const { device, boot, come, world, pass } = workstation();
    const core = boot();
    await come(core, user);
    await core.syncNow();
    const { until } = watching(core);
    await until(scopeOf(user).id);
    world.scope = { id: 'shared:other', shared: true };
    await core.syncNow();
    await until('');
    await core.syncNow();
    pass(1_000);
    await until('shared:other');
    await core.signOut();
    expect(await databases(device)).toBe(2);
    expect(slotsOf(device)).toHaveLength(2);
  });
});

describe('[O10] a user whose access has ended', () => {
  it('is shut out by the first answer that says so, not only when the token has run out', async () => {
    const { boot, come, world } = workstation();
    const core = boot();
    await come(core, user);
    world.refusal = new Refusal('user_disabled');
    await core.syncNow();
    await statusWhere(core, (status) => status.error === 'user_disabled');
    await expect(core.search('x', 5)).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  it('and who signs in again over the open replica, is shut out of it, and may come back', async () => {
    const { boot, come, world } = workstation();
    const core = boot();
    await come(core, user);
    world.refusal = new Refusal('user_disabled');
    await expect(come(core, user)).rejects.toMatchObject({ code: 'user_disabled' });
    await expect(core.search('x', 5)).rejects.toMatchObject({ code: 'not_signed_in' });
    world.refusal = undefined;
    await come(core, user);
    await expect(core.search('x', 5)).resolves.toEqual([]);
  });

  it('reads no further, and nothing that was his alone stays; a colleague’s key is renewed', async () => {
    const { device, boot, come, world } = workstation();
    const core = boot();
    await come(core, teller(1));
    await core.syncNow();
    await come(core, teller(2));
    const before = new Map(device.secrets.stored);
    world.refusal = new Refusal('user_disabled');
    world.now += HOUR;
    await core.syncNow();
    await statusWhere(core, (status) => status.error === 'user_disabled');
    await expect(core.search('x', 5)).rejects.toMatchObject({ code: 'not_signed_in' });
    world.refusal = undefined;
    await come(core, teller(1));
    await core.signOut();
    // The slots of the shared log and of the first teller's own.
    expect(slotsOf(device)).toHaveLength(2);
    expect(vaults(device)).toHaveLength(1);
    const ofTwo = slots(before).find(({ members }) => members.length === 2);
    const after = slots(device.secrets.stored);
    expect(ofTwo).toBeDefined();
    expect(after.map(({ id }) => id)).not.toContain(ofTwo?.id);
    expect(after.flatMap(({ members }) => members.map(({ userId }) => userId))).toEqual([
      teller(1).id,
      teller(1).id,
    ]);
  });
});

function slots(stored: ReadonlyMap<string, string>): { id: string; members: { userId: string }[] }[] {
  return [...stored].flatMap(([name, text]) => (name.startsWith('replica-key.') ? [JSON.parse(text)] : []));
}
