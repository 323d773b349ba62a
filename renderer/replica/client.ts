import type { DesktopApi } from '#shared/ipc/desktop-api.ts';
import { resolvePolicies } from '#shared/policy/resolve.ts';
import type { Replica } from './api/replica.ts';
import { watchClock } from './clock-steps.ts';
import { connectReplica } from './connect.ts';
import { systemClock } from './deps.ts';
import { portOf } from './rpc/port.ts';

export interface ReplicaOptions {
  /** Where the worker comes from; tests bring their own. */
  createWorker?: () => Worker;
}

/** Starts the replica's worker and connects it. Rejects with `replica_broken` where a worker cannot run at all. */
export async function startReplica(desktop: DesktopApi, options: ReplicaOptions = {}): Promise<Replica> {
  const { serverUrl, standbyUrls, policies } = await desktop.info();
  // What the server last told the desktop is older than what the vault has of it.
  const layers = policies.layers.filter(({ source }) => source !== 'serverPolicy');
  const { offlineHours } = resolvePolicies(layers);
  const createWorker =
    options.createWorker ??
    (() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'replica' }));
  // Where storage is not persistent, a browser may clear it when the disk runs full, unsent edits included.
  void navigator.storage?.persist?.().catch(() => false);
  const connection = await connectReplica({
    serverUrl,
    standbyUrls,
    // What is built in is the server's to say, by role.
    mostOfflineHours: offlineHours?.source === 'builtIn' ? undefined : offlineHours?.value,
    secrets: desktop,
    journal: desktop,
    online: () => navigator.onLine,
    connect(onDead) {
      const worker = createWorker();
      worker.addEventListener('error', onDead);
      worker.addEventListener('messageerror', onDead);
      return portOf(worker, () => worker.terminate());
    },
  });
  window.addEventListener('online', () => connection.connectivity(true));
  window.addEventListener('offline', () => connection.connectivity(false));
  desktop.onWake(() => connection.wake());
  // Set right or wrong: the server is asked at once what time it is, whoever is signed in.
  watchClock(systemClock, () => performance.now(), connection.wake);
  return connection.replica;
}
