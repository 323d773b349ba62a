import { afterEach, describe, expect, it, vi } from 'vitest';
import { base64Of } from '#shared/crypto/base64.ts';
import { makeBoxKeys } from '#shared/crypto/sealed-box.ts';
import { memoryLocks } from '../database/locks.ts';
import { deriveHash, newDerivation } from '../keys/derivation.ts';
import { clockAt, deviceWithAccount, endPrograms, HOUR, START, signIn, working } from '../test/account.ts';
import { statusWhere } from '../test/device.ts';
import { emptyPull, Refusal, readCopy, signedIn, user } from '../test/scripted-server.ts';
import { vaultName } from './usernames.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

afterEach(endPrograms);

it('[O17] a machine may allow less time without the server than the bank does, never more', async () => {
  const { boot, state, time } = await deviceWithAccount();
  state.reachable = false;
  time.now = START + 6 * HOUR;
  const stingy = boot({ mostOfflineHours: 5 });
  await expect(signIn(stingy)).rejects.toMatchObject({ code: 'offline_window_over' });
  await stingy.close();
  const lax = boot({ mostOfflineHours: 7_000 });
  expect((await signIn(lax)).session.mode).toBe('offline');
  const { offlineUntil } = await statusWhere(lax, (status) => status.offlineUntil !== undefined);
  expect(Date.parse(offlineUntil ?? '')).toBe(START + 7 * 24 * HOUR);
});

it('[O18] an administrator of whom the bank wants a second factor signs in with the server only', async () => {
  const { boot, state } = await deviceWithAccount();
  const policy = { ...signedIn().policy, secondFactor: 'required' as const };
  const admin = { ...user, role: 'it_admin' as const };
  state.script = { ...working, signIn: () => ({ ...signedIn('refresh-2', admin), policy }) };
  const core = boot();
  await signIn(core);
  await core.lock();
  state.reachable = false;
  await core.unlock('right');
  await core.close();
  await expect(signIn(boot())).rejects.toMatchObject({ code: 'second_factor_offline' });
});

it('[A12] who changes a one-time password signs in offline with the new one, and with it only', async () => {
  const { boot, state } = await deviceWithAccount();
  state.script = { ...working, signIn: () => signedIn('refresh-2') };
  const core = boot();
  await core.signIn({ username: 'rm001', password: 'given out', newPassword: 'one of my own' });
  await core.lock();
  await expect(core.unlock('given out')).rejects.toMatchObject({ code: 'credentials_invalid' });
  await core.unlock('one of my own');
  await core.close();
  state.reachable = false;
  const later = boot();
  await expect(signIn(later, 'given out')).rejects.toMatchObject({ code: 'credentials_invalid' });
  expect((await signIn(later, 'one of my own')).session.mode).toBe('offline');
});

describe('[O1] without the server', () => {
  it('a user of this device signs in with the same password, however the name is typed', async () => {
    const { boot, state } = await deviceWithAccount();
    state.reachable = false;
    const core = boot();
    expect(await core.knownUsernames()).toEqual(['rm001']);
    const { session } = await signIn(core, 'right', ' RM001 ');
    expect(session).toMatchObject({ mode: 'offline', user: { name: '单芳' } });
  });

  it('a wrong password, a stranger and a closed window are told apart', async () => {
    const { boot, state, time } = await deviceWithAccount();
    state.reachable = false;
    const core = boot();
    await expect(signIn(core, 'wrong')).rejects.toMatchObject({ code: 'credentials_invalid' });
    await expect(signIn(core, 'right', 'rm002')).rejects.toMatchObject({ code: 'no_offline_account' });
    time.now = START + 168 * HOUR + 1;
    await expect(signIn(core)).rejects.toMatchObject({ code: 'offline_window_over' });
    time.now = START + 168 * HOUR;
    expect((await signIn(core)).session.mode).toBe('offline');
  });

  it('nothing that is stored holds the password or the token in clear', async () => {
    const { device } = await deviceWithAccount();
    const stored = [...device.secrets.stored.values()].join('\n');
    expect(stored).not.toContain('right');
    expect(stored).not.toContain('refresh-1');
  });
});

describe('a vault of the version before', () => {
  /** As it was sealed when the password's hash alone was the key. */
  async function olderVault(refreshToken: string): Promise<string> {
    const derivation = newDerivation();
    const hash = await deriveHash('right', derivation);
    const key = await crypto.subtle.importKey('raw', hash, 'AES-GCM', false, ['encrypt']);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const content = { user, refreshToken, offlineHours: 168, lastContactAt: START, latestTime: START };
    const plain = new TextEncoder().encode(JSON.stringify(content));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
    return JSON.stringify({
      version: 1,
      derivation,
      iv: base64Of(iv),
      sealed: base64Of(new Uint8Array(sealed)),
    });
  }

  it('opens for the last time when its user comes online: its session is ended, and it is rewritten', async () => {
    const { device, boot, state } = await deviceWithAccount();
    const name = await vaultName('rm001');
    device.secrets.stored.set(name, await olderVault('refresh-of-before'));
    const ended = new Promise<string>((resolve) => {
      state.script = { ...working, signOut: resolve };
    });
    const core = boot();
    await signIn(core);
    expect(await ended).toBe('refresh-of-before');
    await core.signOut();
    expect(JSON.parse(device.secrets.stored.get(name) ?? '')).toMatchObject({ version: 2 });
    state.reachable = false;
    expect((await signIn(boot())).session.mode).toBe('offline');
  });

  it('holds no keys to work with, so that its user needs the server once', async () => {
    const { device, boot, state } = await deviceWithAccount();
    device.secrets.stored.set(await vaultName('rm001'), await olderVault('refresh-of-before'));
    state.reachable = false;
    await expect(signIn(boot())).rejects.toMatchObject({ code: 'no_offline_account' });
  });
});

it('a wrong password is refused by the server, whatever the vault would say', async () => {
  const { boot, state } = await deviceWithAccount();
  state.script = {
    ...working,
    signIn: () => {
      throw new Refusal('credentials_invalid');
    },
  };
  await expect(signIn(boot())).rejects.toMatchObject({ code: 'credentials_invalid' });
});

describe('[O3] when the server is back', () => {
  it('sync goes on without asking, and the new token is stored before it is used', async () => {
    const { device, boot, state } = await deviceWithAccount();
    state.reachable = false;
    const core = boot();
    await signIn(core);
    await core.syncNow();
    expect((await statusWhere(core, () => true)).connection).toBe('offline');
    const before = vaultOf(device.secrets.stored);
    const shown: string[] = [];
    let stored: string | undefined;
    state.script = {
      ...working,
      refresh(token) {
        shown.push(token);
        return signedIn('refresh-2');
      },
      pull() {
        stored = vaultOf(device.secrets.stored);
        return emptyPull();
      },
    };
    state.reachable = true;
    await core.syncNow();
    expect(shown).toEqual(['refresh-1']);
    expect(stored).not.toBe(before);
    expect((await statusWhere(core, () => true)).connection).toBe('online');
  });

  it('a refresh does not change to whom edits are sealed', async () => {
    const { device, boot, state } = await deviceWithAccount();
    state.reachable = false;
    const core = boot();
    await signIn(core);
    const stranger = (await makeBoxKeys(false)).publicKey;
    state.script = {
      ...working,
      refresh: () => ({ ...signedIn(), serverKeys: { seal: stranger, sign: stranger } }),
    };
    state.reachable = true;
    await core.syncNow();
    await core.edit({
      collection: 'tasks',
      intent: 'task.add',
      customerId: '01890000-0000-7000-8000-0000000000c1',
      next: {
        title: '回访',
        kind: 'call',
        priority: 'normal',
        status: 'open',
        dueOn: '2026-11-30',
        assigneeId: user.id,
        createdById: user.id,
      },
    });
    const copy = device.journal.copies.at(-1);
    expect(copy && (await readCopy(copy))).toMatchObject({ next: { title: '回访' } });
  });

  it('a session that was ended asks for a new sign-in, and the vault is gone', async () => {
    const { device, boot, state } = await deviceWithAccount();
    state.reachable = false;
    const core = boot();
    await signIn(core);
    state.script = {
      ...working,
      refresh: () => {
        throw new Refusal('session_revoked');
      },
    };
    state.reachable = true;
    await core.syncNow();
    const status = await statusWhere(core, () => true);
    expect(status).toMatchObject({ connection: 'refused', error: 'session_revoked' });
    expect(vaultOf(device.secrets.stored)).toBeUndefined();
    state.script = working;
    expect((await signIn(core)).session.mode).toBe('online');
  });
});

it('a window that kept the key brings the session back after its worker died', async () => {
  const { boot, state } = await deviceWithAccount();
  const first = boot();
  const { resumption } = await signIn(first);
  expect(resumption.key.extractable).toBe(false);
  await first.signOut();
  state.reachable = false;
  expect(await boot().resume(resumption)).toMatchObject({ mode: 'offline', user: { username: 'rm001' } });
});

it('on a disk that is full it does so too: what is stored can be read on', async () => {
  const { device, boot, state } = await deviceWithAccount();
  const first = boot();
  const { resumption } = await signIn(first);
  await first.close();
  state.reachable = false;
  const full = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
  const second = boot({
    clock: clockAt({ now: START + HOUR }),
    secrets: { ...device.secrets, writeSecret: full, removeSecret: full },
  });
  expect(await second.resume(resumption)).toMatchObject({ mode: 'offline', user: { username: 'rm001' } });
});

it('two windows cannot own one replica', async () => {
  const { boot } = await deviceWithAccount();
  const locks = memoryLocks();
  await signIn(boot({ locks }));
  await expect(signIn(boot({ locks }))).rejects.toMatchObject({ code: 'replica_in_use' });
});

function vaultOf(stored: Map<string, string>): string | undefined {
  return [...stored].find(([name]) => name.startsWith('vault.'))?.[1];
}
