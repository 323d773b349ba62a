import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SessionUser } from '#shared/protocol/auth.ts';
import type { PullRow } from '#shared/protocol/pull.ts';
import type { OutboxEntry } from '../api/edits.ts';
import type { ReplicaCore } from '../core.ts';
import { customerDoc } from '../test/customer.ts';
import { createDevice, type Device } from '../test/device.ts';
import {
  branchScope,
  emptyPull,
  type Script,
  scriptedFetch,
  signedIn,
  teller,
} from '../test/scripted-server.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

const customerId = '01890000-0000-7000-8000-0000000000c1';

function customerRow(rev: number, mobile: string): PullRow {
  return { rev, deleted: false, doc: { ...customerDoc(customerId), mobile } };
}

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** A workstation of two tellers and a server whose one customer has the phone that `world` says. */
function workstation() {
  const device = createDevice('http://server.test');
  const people: Record<string, SessionUser> = { teller1: teller(1), teller2: teller(2) };
  const world = { row: customerRow(1, '13900000001'), pushes: true };
  const script: Script = {
    signIn: (_, username) => signedIn(`refresh-${username}`, people[username] ?? teller(1)),
    pull: () => ({
      ...emptyPull('c', branchScope),
      pages: [{ collection: 'customers', rows: [world.row] }],
    }),
    push(request) {
      if (!world.pushes) throw new TypeError('fetch failed');
      const results = request.mutations.map(({ id }) => ({ mutationId: id, outcome: 'rejected' as const }));
      return { results };
    },
  };
  return { device, world, script };
}

async function boot(device: Device, script: Script): Promise<ReplicaCore> {
  await running?.close();
  running = device.boot({ fetch: scriptedFetch(script), automatic: false });
  return running;
}

const signIn = (core: ReplicaCore, username: string) => core.signIn({ username, password: 'right' });
const mobileOf = async (core: ReplicaCore) => (await core.all('customers'))[0]?.mobile;

function outboxOf(core: ReplicaCore): OutboxEntry[] {
  let entries: OutboxEntry[] = [];
  core.watchOutbox(
    (next) => (entries = next),
    () => undefined,
  )();
  return entries;
}

describe('an edit of a colleague who has gone home', () => {
  it('is shown as the server has it once the device has delivered it, and its author learns the outcome', async () => {
    const { device, world, script } = workstation();
    const first = await boot(device, script);
    await signIn(first, 'teller1');
    await first.syncNow();
    world.pushes = false;
    const next = { mobile: '13900000002' };
    await first.edit({ collection: 'customers', intent: 'customer.edit', documentId: customerId, next });

    // The next morning the device delivers the copy before anybody signs in.
    const second = await boot(device, script);
    await second.contact();
    expect(device.journal.copies).toEqual([]);
    world.row = customerRow(2, '13900000003');
    await signIn(second, 'teller2');
    expect(await mobileOf(second)).toBe('13900000001');
    await second.syncNow();
    expect(await mobileOf(second)).toBe('13900000003');
    expect(outboxOf(second)).toEqual([]);

    world.pushes = true;
    await signIn(second, 'teller1');
    await second.syncNow();
    expect(outboxOf(second)).toMatchObject([{ state: 'rejected', next }]);
    expect(await mobileOf(second)).toBe('13900000003');
  });

  it('is shown to everybody here while it is not delivered', async () => {
    const { device, world, script } = workstation();
    const core = await boot(device, script);
    await signIn(core, 'teller1');
    await core.syncNow();
    world.pushes = false;
    const next = { mobile: '13900000002' };
    await core.edit({ collection: 'customers', intent: 'customer.edit', documentId: customerId, next });
    await signIn(core, 'teller2');
    expect(await mobileOf(core)).toBe('13900000002');
    expect(outboxOf(core)).toEqual([]);
    // The round of the device takes the edit along, for its author is not at work here any more.
    await core.syncNow();
    expect(await mobileOf(core)).toBe('13900000001');
  });
});
