import { type MessagePort as NodePort, parentPort } from 'node:worker_threads';
import { IDBFactory } from 'fake-indexeddb';
import { newId } from '#shared/domain/ids.ts';
import type { PullResponse } from '#shared/protocol/pull.ts';
import { createReplicaCore, type ReplicaCore } from '../core.ts';
import { memoryLocks } from '../database/locks.ts';
import { systemClock } from '../deps.ts';
import { deriveHash } from '../keys/derivation.ts';
import { createPeer } from '../rpc/peer.ts';
import { portOf } from '../rpc/port.ts';
import { serveReplica } from '../serve.ts';
import { findIn } from './find-in.ts';

/** What a test can do to a device from outside. */
export type DeviceContract = {
  calls: {
    /** Ends the running program, if any, and starts it anew on the same disk, serving this port. */
    boot(port: MessagePort, options: { automatic: boolean }): Promise<void>;
    /** Ends the program and makes it another device: an empty disk, a right clock, a working network. */
    renew(): Promise<void>;
    /** False: no request leaves the device. */
    reach(reachable: boolean): Promise<void>;
    /** The server gets the next request of this path, but its answer never arrives. */
    loseAnswer(path: string): Promise<void>;
    /** Milliseconds to add to the clock. */
    shiftClock(by: number): Promise<void>;
    /** How often this path was requested. */
    requests(path: string): Promise<number>;
    /** Documents that arrived by pulls. */
    pulled(): Promise<number>;
    /** Ends the program and takes all its databases away; secrets and journal stay. */
    loseReplica(): Promise<void>;
    /** How many records of all databases on the disk hold one of these texts. */
    find(texts: readonly string[]): Promise<number>;
  };
  streams: Record<never, never>;
};

let indexedDB = new IDBFactory();
const locks = memoryLocks();
const losing = new Set<string>();
const counts = new Map<string, number>();
let reachable = true;
let shift = 0;
let pulled = 0;
let running: ReplicaCore | undefined;

function rowsOf(answer: PullResponse): number {
  return answer.pages.reduce((sum, { rows }) => sum + rows.length, 0);
}

const network: typeof fetch = async (input, init) => {
  if (!reachable) throw new TypeError('fetch failed');
  const path = new URL(String(input)).pathname;
  counts.set(path, (counts.get(path) ?? 0) + 1);
  const lost = losing.delete(path);
  const response = await fetch(input, init);
  if (path === '/sync/pull' && response.ok) pulled += rowsOf(await response.clone().json());
  if (!lost) return response;
  await response.arrayBuffer();
  throw new TypeError('fetch failed');
};

/** Each realm has a limit of open collections, so a device is a thread of its own, as it is in the product. */
if (parentPort === null) throw new Error('a device runs in a thread');
createPeer<{ calls: Record<never, never>; streams: Record<never, never> }, DeviceContract>(
  portOf(parentPort as unknown as Worker, () => undefined),
  {
    calls: {
      async boot(port, { automatic }) {
        await running?.close();
        serveReplica(
          portOf(port, () => (port as unknown as NodePort).close()),
          (window, input) => {
            running = createReplicaCore({
              ...input,
              automatic,
              indexedDB,
              locks,
              deriveHash,
              secrets: {
                readSecret: (name) => window.call('readSecret', name),
                writeSecret: (name, value) => window.call('writeSecret', name, value),
                removeSecret: (name) => window.call('removeSecret', name),
              },
              journal: {
                appendJournal: (copy) => window.call('appendJournal', copy),
                appendJournalBatch: (copies) => window.call('appendJournalBatch', copies),
                readJournal: () => window.call('readJournal'),
                answerInJournal: (mutationIds, answered) =>
                  window.call('answerInJournal', mutationIds, answered),
                removeFromJournal: (mutationIds) => window.call('removeFromJournal', mutationIds),
              },
              fetch: network,
              clock: { now: () => Date.now() + shift, after: systemClock.after },
              random: () => 0.5,
              newId,
            });
            return running;
          },
        );
      },
      async renew() {
        await running?.close();
        running = undefined;
        indexedDB = new IDBFactory();
        reachable = true;
        shift = 0;
        losing.clear();
        counts.clear();
        pulled = 0;
      },
      reach: async (next) => {
        reachable = next;
      },
      loseAnswer: async (path) => void losing.add(path),
      shiftClock: async (by) => {
        shift += by;
      },
      requests: async (path) => counts.get(path) ?? 0,
      pulled: async () => pulled,
      async loseReplica() {
        await running?.close();
        running = undefined;
        indexedDB = new IDBFactory();
      },
      find: (texts) => findIn(indexedDB, texts),
    },
    streams: {},
  },
);
