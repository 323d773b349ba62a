import { afterEach, describe, expect, it } from 'vitest';
import type { PullRow } from '#shared/protocol/pull.ts';
import type { SyncStatus } from '../api/status.ts';
import type { ReplicaCore } from '../core.ts';
import { blocksOn, flipBlocks, type StoredBlock } from '../test/damage.ts';
import { createDevice, type Device, statusWhere } from '../test/device.ts';
import { emptyPull, type Script, scriptedFetch } from '../test/scripted-server.ts';

const idOf = (number: number) => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;

function customerRow(number: number): PullRow {
  return {
    rev: 1,
    deleted: false,
    doc: {
      id: idOf(number),
      customerId: idOf(number),
      customerNo: `C${number}`,
      kind: 'retail',
      name: '曾伟',
      branchId: idOf(0),
      openedOn: '2020-01-02',
      lifecycle: 'active',
      grade: 'gold',
      mobile: '13900000001',
    },
  };
}

const COUNT = 40;
const rows = Array.from({ length: COUNT }, (_, index) => customerRow(index + 1));
const script: Script = {
  pull: () => ({ ...emptyPull(), pages: [{ collection: 'customers', rows }] }),
  push: () => {
    throw new TypeError('fetch failed');
  },
};

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.signOut();
  running = undefined;
});

async function boot(device: Device): Promise<ReplicaCore> {
  running = device.boot({ fetch: scriptedFetch(script), automatic: false });
  await running.signIn({ username: 'rm001', password: 'right' });
  return running;
}

/** A device with forty customers and an unsent edit of the first, its program ended, and the blocks without the edit. */
async function filledDevice(): Promise<{ device: Device; pulled: StoredBlock[] }> {
  const device = createDevice('http://server.test');
  const core = await boot(device);
  await core.syncNow();
  const pulled = await blocksOn(device.indexedDB);
  const next = { mobile: '13900000002' };
  await core.edit({ collection: 'customers', intent: 'customer.edit', documentId: idOf(1), next });
  await core.signOut();
  return { device, pulled };
}

function statusOf(core: ReplicaCore): SyncStatus {
  let status: SyncStatus | undefined;
  core.onStatus((next) => (status = next))();
  if (status === undefined) throw new Error('no status');
  return status;
}

describe('a replica of which something cannot be read', () => {
  it('[R1] says so, fetches it again and keeps what was not sent', async () => {
    const { device, pulled } = await filledDevice();
    await flipBlocks(device.indexedDB, pulled);
    const core = await boot(device);
    // Reading finds what opening did not.
    await core.all('customers');
    await statusWhere(core, ({ repair }) => repair !== undefined);
    await core.syncNow();
    expect(statusOf(core)).toMatchObject({ complete: true, unsent: 1 });
    expect(statusOf(core).repair).toBeUndefined();
    const customers = await core.all('customers');
    expect(customers).toHaveLength(COUNT);
    expect(customers.find(({ id }) => id === idOf(1))).toMatchObject({ mobile: '13900000002' });
    expect(device.journal.copies).toHaveLength(1);
  });

  it('[R1] has lost edits delivered by their sealed copies', async () => {
    const { device } = await filledDevice();
    await flipBlocks(device.indexedDB, await blocksOn(device.indexedDB));
    const core = await boot(device);
    await core.all('customers');
    await statusWhere(core, ({ repair }) => repair !== undefined);
    await core.syncNow();
    expect(await core.all('customers')).toHaveLength(COUNT);
    expect(statusOf(core)).toMatchObject({ unsent: 0 });
    expect(device.journal.copies).toEqual([]);
  });

  it('[R2] is begun anew when no key opens it, and its edits are in the journal', async () => {
    const { device } = await filledDevice();
    for (const name of [...device.secrets.stored.keys()])
      if (name.startsWith('replica-key.')) device.secrets.stored.delete(name);
    const core = await boot(device);
    expect(statusOf(core)).toMatchObject({ repair: 'rebuilt', complete: false });
    await core.syncNow();
    expect(statusOf(core).repair).toBeUndefined();
    expect(await core.all('customers')).toHaveLength(COUNT);
    expect(device.journal.copies).toEqual([]);
  });
});
