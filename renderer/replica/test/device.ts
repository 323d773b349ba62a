import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { newId } from '#shared/domain/ids.ts';
import type { SyncStatus } from '../api.ts';
import { createReplicaCore, type ReplicaCore } from '../core.ts';
import { memoryLocks } from '../database/locks.ts';
import { type Database, openDatabase } from '../database/open.ts';
import { createReplicaStorage } from '../database/storage.ts';
import { type ReplicaDeps, type Secrets, systemClock } from '../deps.ts';
import { user } from './scripted-server.ts';

/** A device: what stays when the program ends. `boot` starts the program on it. */
export interface Device {
  secrets: Secrets & { stored: Map<string, string> };
  boot(overrides?: Partial<ReplicaDeps>): ReplicaCore;
  /** Opens the database of the scripted user with no program around it, to leave it as a crash would. */
  write(work: (database: Database) => Promise<void>): Promise<void>;
}

let devices = 0;

export function createDevice(serverUrl: string): Device {
  devices += 1;
  const namespace = `d${devices}-`;
  const stored = new Map<string, string>();
  const indexedDB = new IDBFactory();
  const secrets = {
    stored,
    readSecret: async (name: string) => stored.get(name) ?? null,
    writeSecret: async (name: string, value: string) => void stored.set(name, value),
    removeSecret: async (name: string) => void stored.delete(name),
  };
  return {
    secrets,
    async write(work) {
      const database = await openDatabase({
        name: `branchline-${namespace}${user.id}`,
        storage: createReplicaStorage({ indexedDB, IDBKeyRange }),
        locks: memoryLocks(),
      });
      await work(database);
      await database.close();
    },
    boot: (overrides = {}) =>
      createReplicaCore({
        serverUrl,
        namespace,
        secrets,
        storage: createReplicaStorage({ indexedDB, IDBKeyRange }),
        locks: memoryLocks(),
        fetch,
        clock: systemClock,
        random: () => 0.5,
        newId,
        ...overrides,
      }),
  };
}

/** Resolves with the first status that satisfies the condition. */
export function statusWhere(
  core: ReplicaCore,
  condition: (status: SyncStatus) => boolean,
): Promise<SyncStatus> {
  return new Promise((resolve) => {
    let stop: (() => void) | undefined;
    let done = false;
    stop = core.onStatus((status) => {
      if (done || !condition(status)) return;
      done = true;
      stop?.();
      resolve(status);
    });
    if (done) stop();
  });
}
