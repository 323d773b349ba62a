import { IDBFactory } from 'fake-indexeddb';
import { makeBoxKeys } from '#shared/crypto/sealed-box.ts';
import { newId } from '#shared/domain/ids.ts';
import { personalScope, type SealedCopy } from '#shared/protocol/device.ts';
import type { SyncStatus } from '../api/status.ts';
import { createReplicaCore, type ReplicaCore } from '../core.ts';
import { memoryLocks } from '../database/locks.ts';
import { personalLog, sharedLog } from '../database/log-names.ts';
import { type Database, openDatabase } from '../database/open.ts';
import { type Journal, type ReplicaDeps, type Secrets, systemClock } from '../deps.ts';
import { deviceOf } from '../device/identity.ts';
import { deriveHash } from '../keys/derivation.ts';
import { createMemberKeys } from '../keys/member-keys.ts';
import { secretSlots } from '../keys/slots.ts';
import { openEscrow, scopeOf, serverSeal, user } from './scripted-server.ts';

/** A device: what stays when the program ends. `boot` starts the program on it. */
export interface Device {
  secrets: Secrets & { stored: Map<string, string> };
  journal: Journal & { copies: SealedCopy[] };
  indexedDB: IDBFactory;
  boot(overrides?: Partial<ReplicaDeps>): ReplicaCore;
  /** Opens the database of the scripted user with no program around it, to leave it as a crash would. */
  write(work: (database: Database) => Promise<void>): Promise<void>;
}

let devices = 0;

export function memorySecrets(): Device['secrets'] {
  const stored = new Map<string, string>();
  return {
    stored,
    readSecret: async (name) => stored.get(name) ?? null,
    writeSecret: async (name, value) => void stored.set(name, value),
    removeSecret: async (name) => void stored.delete(name),
  };
}

export function memoryJournal(): Device['journal'] {
  const copies: SealedCopy[] = [];
  return {
    copies,
    appendJournal: async (copy) => void copies.push(copy),
    appendJournalBatch: async (added) => void copies.push(...added),
    readJournal: async () => [...copies],
    async answerInJournal(mutationIds, answered) {
      for (const [index, copy] of copies.entries())
        if (mutationIds.includes(copy.mutationId)) copies[index] = { ...copy, answered };
    },
    async removeFromJournal(mutationIds) {
      const kept = copies.filter(({ mutationId }) => !mutationIds.includes(mutationId));
      copies.splice(0, copies.length, ...kept);
    },
  };
}

export function createDevice(serverUrl: string): Device {
  devices += 1;
  const namespace = `d${devices}-`;
  const indexedDB = new IDBFactory();
  const secrets = memorySecrets();
  const journal = memoryJournal();

  /** Keys as somebody would have them who can do what the server can. */
  async function keysOf(name: string, scopeId: string) {
    const deviceId = (await deviceOf(secrets, newId)).id;
    const holder = {
      userId: newId(),
      ...(await makeBoxKeys(false)),
      seal: serverSeal.publicKey,
      release: (escrow: string) => openEscrow(escrow, deviceId, scopeId),
    };
    const store = secretSlots(secrets, name);
    return createMemberKeys({ store, deviceId, scopeId, holder, revoked: async () => new Set() });
  }

  return {
    secrets,
    journal,
    indexedDB,
    async write(work) {
      const [shared, personal] = [sharedLog(namespace, scopeOf(user).id), personalLog(namespace, user.id)];
      const database = await openDatabase({
        shared: { name: shared, keys: await keysOf(shared, scopeOf(user).id) },
        personal: { name: personal, keys: await keysOf(personal, personalScope(user.id)) },
        indexedDB,
        locks: memoryLocks(),
        onDamage: () => undefined,
      });
      await work(database);
      await database.close();
    },
    boot: (overrides = {}) =>
      createReplicaCore({
        serverUrl,
        namespace,
        secrets,
        journal,
        indexedDB,
        locks: memoryLocks(),
        deriveHash,
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
