import { createHash } from 'node:crypto';
import type { ReleaseRow } from './rows.ts';

const PILOT = 'pilot';

/** A device as its place in the rings is judged: its branch is that of who signed in last. */
export interface RingDevice {
  readonly id: string;
  readonly branchId: string | null;
  /** What the machine's policy calls its ring. */
  readonly ring: string | null;
}

/** Whether a release is offered to a device at this moment. */
export function isOffered(
  release: Pick<ReleaseRow, 'id' | 'stage' | 'pilots' | 'percent' | 'whole_at' | 'paused_at'>,
  device: RingDevice,
): boolean {
  if (release.whole_at === null || release.paused_at !== null) return false;
  if (release.stage === 'none') return false;
  if (release.stage === 'all') return true;
  if (device.ring === PILOT) return true;
  if (device.branchId !== null && release.pilots.includes(device.branchId)) return true;
  return release.stage === 'share' && shareOf(release.id, device.id) < release.percent;
}

/**
 * Where a device stands in a release's order, from 0 up to 100. Always the same for the two, so that a growing share
 * keeps those it had; another for each release, so that it is not always the same devices that go first.
 */
export function shareOf(releaseId: string, deviceId: string): number {
  const digest = createHash('sha256').update(`${releaseId} ${deviceId.toLowerCase()}`).digest();
  return (digest.readUInt32BE(0) / 2 ** 32) * 100;
}
