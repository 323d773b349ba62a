import { sameJson } from '#shared/merge/three-way.ts';
import type { Unsubscribe } from './api/replica.ts';
import type { SyncStatus } from './api/status.ts';

type Change = { [K in keyof SyncStatus]?: SyncStatus[K] | undefined };

export interface StatusStore {
  /** `undefined` takes an optional field away. */
  set(change: Change): void;
  /** Back to what is true of nobody; what is true of the device stays. */
  reset(): void;
  /** Calls back now and after every change. */
  onChange(listener: (status: SyncStatus) => void): Unsubscribe;
}

const unknown: SyncStatus = {
  connection: 'unknown',
  phase: 'idle',
  complete: false,
  unsent: 0,
  attention: 0,
};

export function createStatus(): StatusStore {
  let status = unknown;
  const listeners = new Set<(status: SyncStatus) => void>();

  function become(next: SyncStatus) {
    if (sameJson(status, next)) return;
    status = next;
    for (const listener of listeners) listener(status);
  }

  return {
    set(change) {
      const merged = Object.entries({ ...status, ...change }).filter(([, value]) => value !== undefined);
      become(Object.fromEntries(merged) as unknown as SyncStatus);
    },
    reset() {
      const { clockAhead, server } = status;
      become({
        ...unknown,
        ...(clockAhead === undefined ? {} : { clockAhead }),
        ...(server === undefined ? {} : { server }),
      });
    },
    onChange(listener) {
      listeners.add(listener);
      listener(status);
      return () => listeners.delete(listener);
    },
  };
}
