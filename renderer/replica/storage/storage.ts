import {
  ensureRxStorageInstanceParamsAreCorrect,
  RXDB_VERSION,
  type RxStorage,
  type RxStorageInstanceCreationParams,
} from 'rxdb/plugins/core';
import { definitionOf } from './definition.ts';
import { Engine } from './engine/engine.ts';
import type { Durability, EngineOptions } from './engine/types.ts';
import { StorageError } from './errors.ts';
import { EncryptedInstance, type InstanceOptions, type Internals } from './instance.ts';
import { deleteVault } from './log/vault.ts';
import { vaultName } from './name.ts';

export interface EncryptedStorageOptions extends Omit<EngineOptions, 'keys'> {
  /** The keys of a database, by its name. */
  keys: (databaseName: string) => EngineOptions['keys'];
  /** The field that names the file a document belongs to, where a collection has it: erasing goes by it. */
  ownerPath?: string;
  /** How durable RxDB's own writes are, by collection and by the context they name; `strict` unless told. */
  durabilityOf?: (collection: string, context: string) => Durability;
}

export interface EncryptedStorage extends RxStorage<Internals, InstanceOptions> {
  /** The engine of an open database. */
  engineOf(databaseName: string): Promise<Engine>;
}

interface Shared {
  engine: Promise<Engine>;
  users: number;
}

const NAME = 'encrypted-log';

/**
 * Two engines on one database would number their blocks alike. In one realm all storages share the engine, and with
 * it the stream of changes; between realms a lock, taken elsewhere, keeps the second one out.
 */
const engines = new WeakMap<IDBFactory, { open: Map<string, Shared>; closing: Promise<unknown> }>();

/**
 * RxDB's storage with nothing but ciphertext on the disk. All collections of a database share one log, so a commit
 * can span them: see {@link Engine.write}. One process owns a database; a lock elsewhere sees to that.
 */
export function getEncryptedStorage(options: EncryptedStorageOptions): EncryptedStorage {
  const shared = engines.get(options.indexedDB) ?? {
    open: new Map<string, Shared>(),
    closing: Promise.resolve(),
  };
  engines.set(options.indexedDB, shared);
  const { open } = shared;

  function acquire(databaseName: string): Shared {
    const found = open.get(databaseName);
    if (found !== undefined) {
      found.users += 1;
      return found;
    }
    const engine = shared.closing
      .then(() => vaultName(options.crypto, databaseName))
      .then((name) => Engine.open(name, { ...options, keys: options.keys(databaseName) }));
    const opened = { engine, users: 1 };
    open.set(databaseName, opened);
    return opened;
  }

  async function release(databaseName: string, used: Shared): Promise<void> {
    used.users -= 1;
    if (used.users > 0) return;
    if (open.get(databaseName) === used) open.delete(databaseName);
    const done = used.engine.then(async (engine) => {
      const empty = engine.isEmpty();
      await engine.close();
      if (empty) await deleteVault(options.indexedDB, await vaultName(options.crypto, databaseName));
    });
    // RxDB would count its collections as open for ever. What could not be saved the log has, or the server.
    shared.closing = done.catch(() => undefined);
    await shared.closing;
  }

  return {
    name: NAME,
    rxdbVersion: RXDB_VERSION,
    async engineOf(databaseName) {
      const found = open.get(databaseName);
      if (found === undefined) throw new StorageError('closed');
      return await found.engine;
    },
    async createStorageInstance<T>(params: RxStorageInstanceCreationParams<T, InstanceOptions>) {
      ensureRxStorageInstanceParamsAreCorrect(params);
      if (params.schema.attachments !== undefined) throw new StorageError('unsupported');
      const used = acquire(params.databaseName);
      try {
        const engine = await used.engine;
        const definition = definitionOf(params.collectionName, params.schema as never, options.ownerPath);
        const collection = await engine.define(definition);
        return new EncryptedInstance<T>(
          params,
          { engine, collection },
          (context) =>
            params.options?.durability ?? options.durabilityOf?.(params.collectionName, context) ?? 'strict',
          () => release(params.databaseName, used),
        );
      } catch (error) {
        // Its own failure is told below; one of letting go would hide it.
        await release(params.databaseName, used).catch(() => undefined);
        throw error;
      }
    },
  };
}
