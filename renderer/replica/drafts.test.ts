import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SessionUser } from '#shared/protocol/auth.ts';
import type { PullResponse } from '#shared/protocol/pull.ts';
import { DRAFT_BYTES } from './api/edits.ts';
import type { ReplicaCore } from './core.ts';
import { customerDoc } from './test/customer.ts';
import { createDevice, type Device } from './test/device.ts';
import {
  branchScope,
  emptyPull,
  type Script,
  scriptedFetch,
  signedIn,
  teller,
} from './test/scripted-server.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

const customerId = '01890000-0000-7000-8000-0000000000c1';
const otherId = '01890000-0000-7000-8000-0000000000c2';
const KEY = `draft contact ${customerId}`;

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** A workstation of two tellers, and a server that says what `world` says. */
function workstation() {
  const device = createDevice('http://server.test');
  const people: Record<string, SessionUser> = { teller1: teller(1), teller2: teller(2) };
  const world = { evict: [] as string[], here: [customerId, otherId] };
  const script: Script = {
    signIn: (_, username) => signedIn(`refresh-${username}`, people[username] ?? teller(1)),
    pull: (): PullResponse => ({
      ...emptyPull('c', branchScope),
      evict: world.evict,
      pages: [
        {
          collection: 'customers',
          rows: world.here.map((id) => ({ rev: 1, deleted: false, doc: customerDoc(id) })),
        },
      ],
    }),
    push: () => ({ results: [] }),
  };
  return { device, world, script };
}

async function boot(device: Device, script: Script): Promise<ReplicaCore> {
  await running?.close();
  running = device.boot({ fetch: scriptedFetch(script), automatic: false });
  return running;
}

const signIn = (core: ReplicaCore, username = 'teller1') => core.signIn({ username, password: 'right' });

describe('a draft', () => {
  it('[O15] is there after the program died, and gone when it is saved', async () => {
    const { device, script } = workstation();
    const core = await boot(device, script);
    await signIn(core);
    const value = { note: '客户想提前还款', channel: 'counter' };
    await core.writeDraft(KEY, value);
    const again = await boot(device, script);
    await signIn(again);
    expect(await again.readDraft(KEY)).toEqual(value);
    await again.writeDraft(KEY, null);
    expect(await again.readDraft(KEY)).toBeNull();
  });

  it('[O15] is read and written by its author alone, and by nobody while the session is locked', async () => {
    const { device, script } = workstation();
    const core = await boot(device, script);
    await expect(core.readDraft(KEY)).rejects.toMatchObject({ code: 'not_signed_in' });
    await signIn(core);
    await core.writeDraft(KEY, { note: '保密' });
    await signIn(core, 'teller2');
    expect(await core.readDraft(KEY)).toBeNull();
    await core.writeDraft(KEY, { note: '另一人' });
    await signIn(core);
    expect(await core.readDraft(KEY)).toEqual({ note: '保密' });
    await core.lock();
    await expect(core.readDraft(KEY)).rejects.toMatchObject({ code: 'locked' });
    await expect(core.writeDraft(KEY, {})).rejects.toMatchObject({ code: 'locked' });
  });

  it('[O15] goes with the file of its customer, and no other does', async () => {
    const { device, script, world } = workstation();
    const core = await boot(device, script);
    await signIn(core);
    await core.syncNow();
    const others = ['draft walk-in', `draft contact ${otherId}`];
    for (const key of [KEY, ...others]) await core.writeDraft(key, { note: key });
    world.evict = [customerId];
    world.here = [otherId];
    await core.syncNow();
    expect(await core.readDraft(KEY)).toBeNull();
    for (const key of others) expect(await core.readDraft(key)).toEqual({ note: key });
  });

  it('[O15] goes also where the file left while a colleague was at work', async () => {
    const { device, script, world } = workstation();
    const core = await boot(device, script);
    await signIn(core);
    await core.syncNow();
    await core.writeDraft(KEY, { note: '草稿' });
    await signIn(core, 'teller2');
    world.evict = [customerId];
    world.here = [otherId];
    await core.syncNow();
    await signIn(core);
    expect(await core.readDraft(KEY)).toBeNull();
  });

  it('[O15] of more than 64 KB, and a key that is none, are refused', async () => {
    const { device, script } = workstation();
    const core = await boot(device, script);
    await signIn(core);
    await core.writeDraft(KEY, 'x'.repeat(DRAFT_BYTES - 2));
    await expect(core.writeDraft(KEY, 'x'.repeat(DRAFT_BYTES - 1))).rejects.toMatchObject({
      code: 'payload_too_large',
    });
    // Three bytes each.
    await expect(core.writeDraft(KEY, '户'.repeat(DRAFT_BYTES / 2))).rejects.toMatchObject({
      code: 'payload_too_large',
    });
    await expect(core.writeDraft('', {})).rejects.toMatchObject({ code: 'invalid' });
    await expect(core.writeDraft(`draft ${'x'.repeat(200)}`, {})).rejects.toMatchObject({ code: 'invalid' });
    expect(await core.readDraft(KEY)).toHaveLength(DRAFT_BYTES - 2);
  });
});
