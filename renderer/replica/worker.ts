import { newId } from '#shared/domain/ids.ts';
import { ReplicaError } from './api/error.ts';
import { createReplicaCore, type ReplicaCore } from './core.ts';
import { webLocks } from './database/locks.ts';
import { systemClock } from './deps.ts';
import { deriveApart } from './keys/derive-apart.ts';
import type { StartInput, WindowContract } from './rpc/contract.ts';
import type { Peer } from './rpc/peer.ts';
import { portOf } from './rpc/port.ts';
import { serveReplica } from './serve.ts';

/** The Worker's own face; the DOM's types describe a window. */
const port = portOf(self as unknown as Worker, () => self.close());

function build(window: Peer<WindowContract>, input: StartInput): ReplicaCore {
  const { serverUrl, standbyUrls, mostOfflineHours, online } = input;
  if (navigator.locks === undefined) throw new ReplicaError('replica_broken');
  return createReplicaCore({
    serverUrl,
    standbyUrls,
    mostOfflineHours,
    online,
    indexedDB,
    secrets: {
      readSecret: (name) => window.call('readSecret', name),
      writeSecret: (name, value) => window.call('writeSecret', name, value),
      removeSecret: (name) => window.call('removeSecret', name),
    },
    journal: {
      appendJournal: (copy) => window.call('appendJournal', copy),
      appendJournalBatch: (copies) => window.call('appendJournalBatch', copies),
      readJournal: () => window.call('readJournal'),
      answerInJournal: (mutationIds, answered) => window.call('answerInJournal', mutationIds, answered),
      removeFromJournal: (mutationIds) => window.call('removeFromJournal', mutationIds),
    },
    locks: webLocks(navigator.locks),
    deriveHash: deriveApart,
    // The channel that would carry the answer ends with this worker.
    onBroken: () => void window.call('replaceMe').catch(() => undefined),
    fetch: (input, init) => fetch(input, init),
    clock: systemClock,
    random: Math.random,
    newId,
    version: __APP_VERSION__,
    storageBytes: async () => (await navigator.storage?.estimate())?.usage,
  });
}

serveReplica(port, build);
