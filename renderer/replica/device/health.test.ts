import { describe, expect, it } from 'vitest';
import { createStatus } from '../status.ts';
import { createClockCheck } from '../sync/clock-check.ts';
import { createHealth } from './health.ts';

function deviceWith(storageBytes: () => Promise<number | undefined>) {
  const status = createStatus();
  const clock = createClockCheck(() => undefined);
  return { status, clock, health: createHealth({ version: '1.2.3', storageBytes }, clock, status) };
}
const lastSyncAt = '2026-11-22T08:00:00.000Z';

describe('how a device says it is', () => {
  it('[D16] counts failures in a row with the code of the last, and an absent line is none', async () => {
    const { health } = deviceWith(async () => 5_000_000.4);
    health.noticed(false, 'offline');
    expect(await health.report()).toEqual({ version: '1.2.3', replicaBytes: 5_000_000, failedSyncs: 0 });
    health.noticed(false, 'forbidden');
    health.noticed(false, 'storage_full');
    health.noticed(false, 'timeout');
    expect(await health.report()).toMatchObject({ failedSyncs: 2, syncError: 'storage_full' });
    health.noticed(true);
    expect(await health.report()).toEqual({ version: '1.2.3', replicaBytes: 5_000_000, failedSyncs: 0 });
  });

  it('[D16] says by how much its clock is wrong, and keeps the last sync over the end of a session', async () => {
    const { health, clock, status } = deviceWith(() => Promise.reject(new Error('the host does not tell')));
    clock.heard({ asked: 900_000, answered: 900_100, server: 300_000 });
    status.set({ lastSyncAt });
    status.reset();
    expect(await health.report()).toEqual({
      version: '1.2.3',
      failedSyncs: 0,
      clockAheadSeconds: 599,
      lastSyncAt,
    });
  });
});
