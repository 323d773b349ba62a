import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reference } from '#shared/model/reference.ts';
import type { SessionUser } from '#shared/protocol/auth.ts';
import type { PullRequest } from '#shared/protocol/pull.ts';
import type { ReplicaCore } from './core.ts';
import type { RawDocument } from './database/documents.ts';
import type { ReplicaDeps } from './deps.ts';
import { createDevice, statusWhere } from './test/device.ts';
import {
  branchScope,
  emptyPull,
  Refusal,
  type Script,
  scopeOf,
  scriptedFetch,
  signedIn,
  teller,
  user,
} from './test/scripted-server.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

const HOUR = 3_600_000;
const START = Date.parse('2026-11-21T08:00:00.000Z');

const branch: Reference = {
  id: '01890000-0000-7000-8000-0000000000b1',
  kind: 'branch',
  code: 'E',
  name: '城东支行',
  nameEn: 'East',
  level: 'branch',
};

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** A workstation of the branch, and a server that knows its people by passwords. */
function workstation() {
  const device = createDevice('http://server.test');
  const people = new Map<string, { person: SessionUser; password: string }>();
  for (const person of [user, teller(1), teller(2)])
    people.set(person.username, { person, password: `password of ${person.username}` });
  const timers: { at: number; action: () => void }[] = [];
  const world = {
    now: START,
    reachable: true,
    scope: undefined as typeof branchScope | undefined,
    pulls: [] as PullRequest[],
    keysAsked: [] as string[],
    policy: {},
    refusal: undefined as Refusal | undefined,
  };
  const answerFor = (person: SessionUser) => {
    if (world.refusal !== undefined) throw world.refusal;
    const answer = signedIn(`refresh-${person.username}`, person);
    return {
      ...answer,
      scope: world.scope ?? answer.scope,
      policy: { ...answer.policy, ...world.policy },
    };
  };
  let present: SessionUser = user;
  const script: Script = {
    signIn(password, username) {
      const known = people.get(username);
      if (known?.password !== password) throw new Refusal('credentials_invalid');
      present = known.person;
      return answerFor(present);
    },
    refresh: () => answerFor(present),
    replicaKey: (scopeId) => void world.keysAsked.push(scopeId),
    pull(request) {
      if (world.refusal !== undefined) throw world.refusal;
      world.pulls.push(request);
      const scope = world.scope ?? scopeOf(present);
      const first = request.checkpoint === null;
      return {
        ...emptyPull('c', scope),
        pages: first
          ? [
              {
                collection: 'reference',
                rows: [{ rev: 1, deleted: false, doc: { ...branch, name: scope.id } }],
              },
            ]
          : [],
      };
    },
    push: () => ({ results: [] }),
  };
  const boot = (overrides: Partial<ReplicaDeps> = {}) => {
    running = device.boot({
      fetch: (input, init) =>
        world.reachable ? scriptedFetch(script)(input, init) : Promise.reject(new TypeError('fetch failed')),
      clock: {
        now: () => world.now,
        after(milliseconds, action) {
          const timer = { at: world.now + milliseconds, action };
          timers.push(timer);
          return () => void timers.splice(timers.indexOf(timer), 1);
        },
      },
      automatic: false,
      ...overrides,
    });
    return running;
  };
  const pass = (milliseconds: number) => {
    world.now += milliseconds;
    for (const timer of timers.filter(({ at }) => at <= world.now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.action();
    }
  };
  const come = (core: ReplicaCore, person: SessionUser) =>
    core.signIn({ username: person.username, password: people.get(person.username)?.password ?? '' });
  return { device, world, boot, pass, come, people };
}

/** What a watch of the branches hears: names, and the code it ends with. */
function watching(core: ReplicaCore) {
  const heard: string[] = [];
  let wake: () => void = () => undefined;
  const hear = (text: string) => {
    heard.push(text);
    wake();
  };
  core.watch(
    { collection: 'reference' },
    (documents: RawDocument[]) => hear(documents.map(({ name }) => name).join()),
    (error) => hear((error as { code: string }).code),
  );
  return {
    heard,
    async until(text: string) {
      while (heard.at(-1) !== text) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

const vaults = (device: ReturnType<typeof createDevice>) =>
  [...device.secrets.stored.keys()].filter((name) => name.startsWith('vault.'));
const slotsOf = (device: ReturnType<typeof createDevice>) =>
  [...device.secrets.stored.keys()].filter((name) => name.startsWith('replica-key.'));
const databases = async (device: ReturnType<typeof createDevice>) =>
  (await device.indexedDB.databases()).length;

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
