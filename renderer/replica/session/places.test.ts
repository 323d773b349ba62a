import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reference } from '#shared/model/reference.ts';
import type { ReplicaScope, SessionUser, SignInResponse, Workplace } from '#shared/protocol/auth.ts';
import type { ReplicaCore } from '../core.ts';
import type { RawDocument } from '../database/documents.ts';
import { createDevice, statusWhere } from '../test/device.ts';
import { emptyPull, Refusal, type Script, scriptedFetch, signedIn, teller } from '../test/scripted-server.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 60_000 });

const place = (number: number, name: string): Workplace => ({
  id: `01890000-0000-7000-8000-0000000000b${number}`,
  name,
  nameEn: name,
  scope: { id: `shared:${name}`, shared: true },
});
const [north, south, west] = [place(1, 'North'), place(2, 'South'), place(3, 'West')];

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** A workstation to which a teller of several branches comes, and a server that can be cut off. */
function workstation() {
  const device = createDevice('http://server.test');
  const world = {
    reachable: true,
    branches: [north, south, west],
    at: north,
    refreshedAt: [] as (string | undefined)[],
    released: [] as string[],
  };
  const personAt = ({ id, name, nameEn }: Workplace): SessionUser => ({
    ...teller(1),
    branchId: id,
    branchName: name,
    branchNameEn: nameEn,
  });
  const answerAt = (branchId: string | undefined): SignInResponse => {
    world.at = world.branches.find(({ id }) => id === branchId) ?? world.at;
    if (!world.branches.includes(world.at)) world.at = north;
    const several = world.branches.length > 1 ? { branches: world.branches } : {};
    return { ...signedIn('refresh-1', personAt(world.at)), scope: world.at.scope, ...several };
  };
  const script: Script = {
    signIn(password, _, branchId) {
      if (password !== 'right') throw new Refusal('credentials_invalid');
      if (world.branches.length > 1 && branchId === undefined)
        throw new Refusal(
          'branch_choice',
          undefined,
          world.branches.map(({ scope, ...own }) => own),
        );
      return answerAt(branchId);
    },
    refresh(_, branchId) {
      world.refreshedAt.push(branchId);
      return answerAt(branchId);
    },
    replicaKey: (scopeId) => void world.released.push(scopeId),
    pull: ({ checkpoint }) => ({
      ...emptyPull('c', world.at.scope),
      pages: checkpoint === null ? [{ collection: 'reference', rows: [rowOf(world.at.scope)] }] : [],
    }),
    push: () => ({ results: [] }),
  };
  running = device.boot({
    fetch: (input, init) =>
      world.reachable ? scriptedFetch(script)(input, init) : Promise.reject(new TypeError('fetch failed')),
    automatic: false,
  });
  return { core: running, world };
}

/** Something to know a replica by. */
function rowOf(scope: ReplicaScope) {
  const doc: Reference = {
    id: '01890000-0000-7000-8000-0000000000d1',
    kind: 'branch',
    code: 'E',
    name: scope.id,
    nameEn: scope.id,
    level: 'branch',
  };
  return { rev: 1, deleted: false, doc };
}

async function come(core: ReplicaCore, branch?: Workplace): Promise<string> {
  const choice = branch === undefined ? {} : { branchId: branch.id };
  const { session } = await core.signIn({ username: 'teller1', password: 'right', ...choice });
  return session.user.branchId;
}

/** Works at a branch until its replica is whole, and goes. */
async function workAt(core: ReplicaCore, branch: Workplace): Promise<void> {
  expect(await come(core, branch)).toBe(branch.id);
  await core.syncNow();
  await statusWhere(core, ({ complete }) => complete);
  await core.signOut();
}

const contents = async (core: ReplicaCore) =>
  (await core.all('reference')).map((document: RawDocument) => document.name);

describe('a person of several branches', () => {
  it('[A8] hears of them from the server, with no session until one is chosen', async () => {
    const { core } = workstation();
    await expect(come(core)).rejects.toMatchObject({
      code: 'branch_choice',
      branches: [{ name: 'North' }, { name: 'South' }, { name: 'West' }],
    });
    await expect(contents(core)).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  it('[O13] chooses without the server among those whose replica is on the device', async () => {
    const { core, world } = workstation();
    await workAt(core, north);
    await workAt(core, south);
    world.reachable = false;
    await expect(come(core)).rejects.toMatchObject({
      code: 'branch_choice',
      branches: [{ name: 'South' }, { name: 'North' }],
    });
    await expect(come(core, west)).rejects.toMatchObject({ code: 'branch_choice' });
    expect(await come(core, north)).toBe(north.id);
    expect(await contents(core)).toEqual(['shared:North']);
    await core.signOut();
    expect(await come(core, south)).toBe(south.id);
    expect(await contents(core)).toEqual(['shared:South']);
    expect(world.released).toEqual([]);
  });

  it('[O13] goes on at the branch they chose when the server is back', async () => {
    const { core, world } = workstation();
    await workAt(core, north);
    await workAt(core, south);
    world.reachable = false;
    await come(core, north);
    world.reachable = true;
    await core.syncNow();
    expect(world.refreshedAt).toEqual([north.id]);
    expect(world.at).toBe(north);
    expect(await contents(core)).toEqual(['shared:North']);
  });

  it('[O13] is not asked where they have worked at one branch of them only', async () => {
    const { core, world } = workstation();
    await workAt(core, south);
    world.reachable = false;
    expect(await come(core)).toBe(south.id);
  });

  it('[O14] keeps nothing here of a branch that was taken away', async () => {
    const { core, world } = workstation();
    await workAt(core, south);
    await workAt(core, north);
    world.branches = [north, west];
    await workAt(core, north);
    world.reachable = false;
    await expect(come(core, south)).rejects.toMatchObject({ code: 'branch_choice' });
    world.reachable = true;
    world.branches = [north, south, west];
    await come(core, south);
    await core.syncNow();
    expect(await contents(core)).toEqual(['shared:South']);
  });

  it('[A10] [O9] who loses the branch they are at goes on at their own without signing in again', async () => {
    const { core, world } = workstation();
    await come(core, south);
    await core.syncNow();
    world.branches = [north];
    world.at = north;
    await core.syncNow();
    await vi.waitFor(async () => {
      await core.syncNow();
      expect(await contents(core)).toEqual(['shared:North']);
    });
  });
});
