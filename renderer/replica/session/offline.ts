import { ReplicaError } from '../api/error.ts';
import type { VaultContent } from './vault.ts';

const HOUR = 3_600_000;
/** Milliseconds a clock may be put back by a time service without suspicion. */
const TOLERANCE = 2 * 60_000;

/** Until when a user may sign in without the server, in milliseconds; `most`: the hours that the device allows. */
export function offlineEnd(
  { lastContactAt, offlineHours }: Pick<VaultContent, 'lastContactAt' | 'offlineHours'>,
  most = Number.POSITIVE_INFINITY,
): number {
  return lastContactAt + Math.min(offlineHours, most) * HOUR;
}

/** Whether a user may work without the server now: `clock_behind` or `offline_window_over` if not. */
export function checkOffline(content: VaultContent, now: number, most: number | undefined): void {
  if (now < content.latestTime - TOLERANCE) throw new ReplicaError('clock_behind');
  if (now > offlineEnd(content, most)) throw new ReplicaError('offline_window_over');
}
