import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ReplicaCore } from '../core.ts';
import type { Secrets } from '../deps.ts';
import { addTask, come, createOffice } from '../test/office.ts';
import { readCopy } from '../test/scripted-server.ts';
import { createSequence } from './sequence.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

const here = '01890000-0000-7000-8000-0000000000d1';
const elsewhere = '01890000-0000-7000-8000-0000000000d2';
const customerId = '01890000-0000-7000-8000-0000000000c1';

function secretStore(): Secrets & { writes: number; full: boolean } {
  const kept = new Map<string, string>();
  return {
    writes: 0,
    full: false,
    readSecret: (name) => Promise.resolve(kept.get(name) ?? null),
    async writeSecret(name, value) {
      this.writes += 1;
      // What was asked for at once is on the disk later.
      await Promise.resolve();
      if (this.full) throw new Error('ENOSPC');
      kept.set(name, value);
    },
    removeSecret: async (name) => {
      kept.delete(name);
    },
  };
}

const taken = async (sequence: ReturnType<typeof createSequence>, count = 1, device = here) => {
  const { first, durable } = await sequence.take(device, count);
  await durable;
  return first;
};

describe('the numbers of a device', () => {
  it('[U7] go on from 1, also after the end of the program and for many at once', async () => {
    const secrets = secretStore();
    const first = createSequence(secrets);
    expect([await taken(first), await taken(first, 5000), await taken(first)]).toEqual([1, 2, 5002]);
    expect(await taken(createSequence(secrets))).toBe(5003);
  });

  it('[U7] are never the same for two that are taken at once, and share a write', async () => {
    const secrets = secretStore();
    const sequence = createSequence(secrets);
    await taken(sequence);
    const before = secrets.writes;
    const numbers = await Promise.all(Array.from({ length: 40 }, () => taken(sequence)));
    expect(new Set(numbers).size).toBe(40);
    expect(secrets.writes - before).toBeLessThan(5);
    expect(await taken(createSequence(secrets))).toBe(42);
  });

  it('[U7] begin anew with another identity of the device', async () => {
    const secrets = secretStore();
    await taken(createSequence(secrets), 7);
    expect(await taken(createSequence(secrets), 1, elsewhere)).toBe(1);
  });

  it('[U7] that could not be written are not given again, and what they were for is not done', async () => {
    const secrets = secretStore();
    const sequence = createSequence(secrets);
    await taken(sequence);
    secrets.full = true;
    await expect(taken(sequence)).rejects.toMatchObject({ code: 'storage_full' });
    secrets.full = false;
    expect(await taken(sequence)).toBe(3);
  });
});

describe('what is done on a device', () => {
  let running: ReplicaCore | undefined;
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });

  it('[U7] is numbered in its order, edits and acts alike, in what is sent and in the sealed copy', async () => {
    const { boot, device } = createOffice((core) => (running = core));
    const core = boot();
    await come(core);
    await core.record({ kind: 'open', customerId });
    await addTask(core);
    await core.record({ kind: 'print', customerId });
    const copies = await Promise.all(device.journal.copies.map(readCopy));
    expect(copies).toMatchObject([
      { intent: 'act.open', seq: 1 },
      { intent: 'task.add', seq: 2 },
      { intent: 'act.print', seq: 3 },
    ]);
  });

  it('[U7] is not saved while its number is not', async () => {
    const { boot, device } = createOffice((core) => (running = core));
    const core = boot();
    await come(core);
    const { writeSecret } = device.secrets;
    device.secrets.writeSecret = (name, value) =>
      name === 'device-sequence' ? Promise.reject(new Error('ENOSPC')) : writeSecret(name, value);
    await expect(addTask(core)).rejects.toMatchObject({ code: 'storage_full' });
    await expect(core.record({ kind: 'open', customerId })).rejects.toMatchObject({ code: 'storage_full' });
  });
});
