import type { DeviceReport } from '#shared/protocol/device.ts';
import type { ReplicaErrorCode } from '../api/error.ts';
import type { ReplicaDeps } from '../deps.ts';
import type { StatusStore } from '../status.ts';
import type { ClockCheck } from '../sync/clock-check.ts';

/** What an absent line looks like: the device is away, and nothing is wrong with it. */
const away: readonly ReplicaErrorCode[] = ['offline', 'timeout', 'unavailable'];

export interface Health {
  /** A sync ended, well or not. */
  noticed(reached: boolean, why?: ReplicaErrorCode): void;
  report(): Promise<DeviceReport>;
}

/** How this device is, as it tells the server at each contact: figures and codes, nothing of anybody's work. */
export function createHealth(
  { version, storageBytes }: Pick<ReplicaDeps, 'version' | 'storageBytes'>,
  clockCheck: ClockCheck,
  status: StatusStore,
): Health {
  let failed = 0;
  let error: ReplicaErrorCode | undefined;
  let lastSyncAt: string | undefined;
  status.onChange((now) => {
    // What is known of one session stays true of the device in the next.
    lastSyncAt = now.lastSyncAt ?? lastSyncAt;
  });

  return {
    noticed(reached, why) {
      if (reached) {
        failed = 0;
        error = undefined;
      } else if (why !== undefined && !away.includes(why)) {
        failed += 1;
        error = why;
      }
    },
    async report() {
      const ahead = clockCheck.ahead();
      // A host that does not tell is no reason to keep silent about the rest.
      const bytes = await storageBytes?.().catch(() => undefined);
      return {
        failedSyncs: failed,
        ...(version === undefined ? {} : { version }),
        ...(bytes === undefined ? {} : { replicaBytes: Math.round(bytes) }),
        ...(ahead === undefined ? {} : { clockAheadSeconds: Math.round(ahead / 1000) }),
        ...(error === undefined ? {} : { syncError: error }),
        ...(lastSyncAt === undefined ? {} : { lastSyncAt }),
      };
    },
  };
}
