import { afterEach, describe, expect, it, vi } from 'vitest';
import { type EditInput, MOST_EDITS } from '../api/edits.ts';
import type { ReplicaCore } from '../core.ts';
import type { ReplicaDeps } from '../deps.ts';
import { customerDoc } from '../test/customer.ts';
import { createDevice, type Device } from '../test/device.ts';
import { come } from '../test/office.ts';
import { emptyPull, readCopy, scriptedFetch } from '../test/scripted-server.ts';

vi.setConfig({ testTimeout: 30_000 });

const idOf = (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const CUSTOMERS = 40;

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** A relationship manager's device with some customers, and a server that takes no edits. */
async function boot(device: Device, journal?: ReplicaDeps['journal']): Promise<ReplicaCore> {
  await running?.close();
  const rows = Array.from({ length: CUSTOMERS }, (_, n) => ({
    rev: 1,
    deleted: false,
    doc: customerDoc(idOf(n)),
  }));
  running = device.boot({
    fetch: scriptedFetch({
      pull: () => ({ ...emptyPull(), pages: [{ collection: 'customers', rows }] }),
      push: () => Promise.reject(new TypeError('fetch failed')),
    }),
    automatic: false,
    ...(journal && { journal }),
  });
  await come(running);
  await running.syncNow().catch(() => undefined);
  return running;
}

const tag = (n: number, tags = ['贵宾沙龙']): EditInput => ({
  collection: 'customers',
  intent: 'customer.edit',
  documentId: idOf(n),
  next: { tags },
});
const all = () => Array.from({ length: CUSTOMERS }, (_, n) => tag(n));

describe('many edits at once', () => {
  it('[P14] are saved together: one write of the journal, each with a copy of its own', async () => {
    const device = createDevice('http://server.test');
    const batches: number[] = [];
    const { journal } = device;
    const core = await boot(device, {
      ...journal,
      appendJournal: () => Promise.reject(new Error('one by one')),
      appendJournalBatch: async (copies) => {
        batches.push(copies.length);
        await journal.appendJournalBatch(copies);
      },
    });
    const saved = await core.editMany(all());
    expect(batches).toEqual([CUSTOMERS]);
    expect(saved.map(({ documentId }) => documentId)).toEqual(all().map(({ documentId }) => documentId));
    const copies = await Promise.all(journal.copies.map(readCopy));
    expect(copies.map(({ id }) => id)).toEqual(saved.map(({ mutationId }) => mutationId));
    expect(copies.map(({ documentId }) => documentId)).toEqual(saved.map(({ documentId }) => documentId));
    for (const customer of await core.all('customers')) expect(customer.tags).toEqual(['贵宾沙龙']);
  });

  it('[P14] are there after a restart, in their order', async () => {
    const device = createDevice('http://server.test');
    const saved = await (await boot(device)).editMany([...all(), tag(0, ['第二次'])]);
    const again = await boot(device);
    const entries = await new Promise<string[]>((resolve, reject) =>
      again.watchOutbox((list) => resolve(list.map(({ mutationId }) => mutationId)), reject),
    );
    expect(entries.reverse()).toEqual(saved.map(({ mutationId }) => mutationId));
    const first = (await again.all('customers')).find(({ id }) => id === idOf(0));
    expect(first?.tags).toEqual(['第二次']);
  });

  it('[P14] see those before them, and the first that is refused refuses all', async () => {
    const device = createDevice('http://server.test');
    const core = await boot(device);
    const [one, two, same] = await core.editMany([
      tag(0, ['甲']),
      tag(0, ['甲', '乙']),
      tag(0, ['甲', '乙']),
    ]);
    expect(one?.mutationId).not.toBe('');
    expect(two?.mutationId).not.toBe('');
    // It changes nothing.
    expect(same?.mutationId).toBe('');
    const copies = await Promise.all(device.journal.copies.map(readCopy));
    expect(copies[1]?.base).toEqual({ tags: ['甲'] });

    const before = device.journal.copies.length;
    await expect(core.editMany([tag(1), { ...tag(2), next: { grade: 5 } }])).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(core.editMany([tag(1), { ...tag(2), documentId: idOf(999) }])).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await core.all('customers')).find(({ id }) => id === idOf(1))?.tags).toBeUndefined();
    expect(device.journal.copies).toHaveLength(before);
  });

  it('[P14] are all taken back where the journal takes none', async () => {
    const device = createDevice('http://server.test');
    const core = await boot(device, {
      ...device.journal,
      appendJournalBatch: () => Promise.reject(new Error('disk')),
    });
    await expect(core.editMany(all())).rejects.toMatchObject({ code: 'storage_full' });
    for (const customer of await core.all('customers')) expect(customer.tags).toBeUndefined();
    const again = await boot(device);
    for (const customer of await again.all('customers')) expect(customer.tags).toBeUndefined();
  });

  it('[P14] are no more than a call takes, and none is nothing', async () => {
    const core = await boot(createDevice('http://server.test'));
    const many = Array.from({ length: MOST_EDITS + 1 }, () => tag(0));
    await expect(core.editMany(many)).rejects.toMatchObject({ code: 'payload_too_large' });
    expect(await core.editMany([])).toEqual([]);
    await running?.lock();
    await expect(core.editMany([tag(0)])).rejects.toMatchObject({ code: 'locked' });
  });
});
