import { MessageChannel, MessagePort as NodePort, Worker } from 'node:worker_threads';
import type { CollectionName, Documents } from '#shared/model/collections.ts';
import type { SealedCopy } from '#shared/protocol/device.ts';
import type { LiveQuery, Stored } from '../api/documents.ts';
import type { OutboxEntry } from '../api/edits.ts';
import type { Replica } from '../api/replica.ts';
import type { SyncStatus } from '../api/status.ts';
import { connectReplica } from '../connect.ts';
import { createPeer, type Peer } from '../rpc/peer.ts';
import { portOf } from '../rpc/port.ts';
import { memoryJournal, memorySecrets } from './device.ts';
import type { DeviceContract } from './device-thread.ts';

/** A workstation with its own disk, secrets, clock and network, whose program can be started again and again. */
export interface RemoteDevice {
  /** Starts the program; one that runs is ended first. */
  boot(): Promise<Replica>;
  outside: Peer<DeviceContract>;
  secrets: Map<string, string>;
  /** The sealed copies in its journal. */
  copies: readonly SealedCopy[];
  /** Takes the device away. */
  scrap(): Promise<void>;
}

interface Thread {
  worker: Worker;
  outside: Peer<DeviceContract>;
}

/** Threads of devices that were scrapped, for the next ones: starting one takes seconds. */
const idle: Thread[] = [];

function startThread(): Thread {
  const worker = new Worker(new URL('./device-thread.ts', import.meta.url), { execArgv: [] });
  const outside = createPeer<DeviceContract, { calls: Record<never, never>; streams: Record<never, never> }>(
    {
      // Ports are moved to the other side, not copied.
      post: (message) => worker.postMessage(message, portsIn(message)),
      receive: (listener) => worker.on('message', listener),
      close: () => undefined,
    },
    { calls: {}, streams: {} },
    { timeoutOf: () => 60_000 },
  );
  return { worker, outside };
}

export function createRemoteDevice(
  serverUrl: string,
  { automatic = false, standbyUrls = [] }: { automatic?: boolean; standbyUrls?: readonly string[] } = {},
): RemoteDevice {
  const thread = idle.pop() ?? startThread();
  const { outside } = thread;
  const secrets = memorySecrets();
  const journal = memoryJournal();
  const closing: (() => void)[] = [];
  return {
    outside,
    secrets: secrets.stored,
    copies: journal.copies,
    async boot() {
      const { port1, port2 } = new MessageChannel();
      await outside.call('boot', port2 as unknown as MessagePort, { automatic });
      const connection = await connectReplica({
        serverUrl,
        standbyUrls,
        online: () => true,
        secrets,
        journal,
        connect: () => portOf(port1 as unknown as MessagePort, () => port1.close()),
      });
      closing.push(connection.close);
      return connection.replica;
    },
    async scrap() {
      await outside.call('renew');
      for (const close of closing) close();
      idle.push(thread);
    },
  };
}

export async function endThreads(): Promise<void> {
  for (const { worker, outside } of idle.splice(0)) {
    outside.close();
    await worker.terminate();
  }
}

function portsIn(message: unknown): NodePort[] {
  const args = typeof message === 'object' && message !== null && 'args' in message ? message.args : [];
  return Array.isArray(args) ? args.filter((arg) => arg instanceof NodePort) : [];
}

/** The present result of a query. */
export function resultOf<C extends CollectionName>(
  replica: Replica,
  query: LiveQuery<C>,
): Promise<Stored<Documents[C]>[]> {
  return resultWhere(replica, query, () => true);
}

/** The first result of a query that satisfies the condition. */
export function resultWhere<C extends CollectionName>(
  replica: Replica,
  query: LiveQuery<C>,
  condition: (documents: Stored<Documents[C]>[]) => boolean,
): Promise<Stored<Documents[C]>[]> {
  return first((next, fail) => replica.watch(query, next, fail), condition);
}

export function statusWhere(
  replica: Replica,
  condition: (status: SyncStatus) => boolean,
): Promise<SyncStatus> {
  return first((next) => replica.onStatus(next), condition);
}

export function outboxOf(replica: Replica): Promise<OutboxEntry[]> {
  return first(
    (next) => replica.watchOutbox(next),
    () => true,
  );
}

function first<T>(
  listen: (next: (value: T) => void, fail: (error: Error) => void) => () => void,
  condition: (value: T) => boolean,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let done = false;
    const stop = listen((value) => {
      if (done || !condition(value)) return;
      done = true;
      // The first value may come before `listen` has returned.
      queueMicrotask(() => stop());
      resolve(value);
    }, reject);
  });
}
