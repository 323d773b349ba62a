import type { CollectionName } from '#shared/model/collections.ts';
import type { Locks } from '../deps.ts';
import { createMutex, type Mutex } from '../mutex.ts';
import type { Erasure } from '../storage/engine/erase.ts';
import type { Corruption } from '../storage/errors.ts';
import type { MasterKeys } from '../storage/keys.ts';
import { engineOf, type RawCollection, type WatchedCollection } from './documents.ts';
import { type Log, openLog } from './log.ts';
import { type PersonalStoreName, personalSchemas, type SharedStoreName, sharedSchemas } from './schemas.ts';
import { storing } from './storing.ts';

type Collections = Record<CollectionName, WatchedCollection> &
  Record<SharedStoreName | PersonalStoreName, RawCollection>;

/** Where a log is, and who keeps its keys. */
export interface LogName {
  name: string;
  keys: MasterKeys;
}

export interface DatabaseInput {
  /** What the users of one scope share. */
  shared: LogName;
  /** What belongs to this user. */
  personal: LogName;
  indexedDB: IDBFactory;
  locks: Locks;
  onDamage(damage: Corruption): void;
}

/** The replica: two logs, one for all users of a scope, one for this user alone. */
export interface Database {
  readonly collections: Collections;
  /** Every read-then-write of documents runs under it: edits, pulled pages and answers never interleave. */
  exclusive: Mutex;
  /** A log could not be read and was begun anew. */
  readonly rebuilt: { shared: boolean; personal: boolean };
  /** Puts another user's log in the place of the present one's. */
  change(personal: LogName): Promise<void>;
  /** Destroys documents: on the disk nothing is left that could be read. Watchers see them deleted. */
  erase(erasure: Erasure): Promise<void>;
  /** Asked before each erasure what else holds what it destroys: further documents, gone in the same commit. */
  erasing(also: (erasure: Erasure) => NonNullable<Erasure['documents']>): void;
  /** Resolves when what was written behind is stored. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export async function openDatabase(input: DatabaseInput): Promise<Database> {
  const { indexedDB, locks, onDamage } = input;
  const common = { indexedDB, locks, onDamage };
  const openPersonal = (log: LogName) => openLog({ ...common, ...log, schemas: personalSchemas() });
  const shared = await openLog({ ...common, ...input.shared, schemas: sharedSchemas() });
  let personal: Log;
  try {
    personal = await openPersonal(input.personal);
  } catch (error) {
    await shared.close();
    throw error;
  }
  const own = (log: Log) => ({ ...log.collections, ...log.stores });
  const collections = { ...own(shared), ...own(personal) } as Collections;
  const further: Parameters<Database['erasing']>[0][] = [];
  const rebuilt = { shared: shared.rebuilt, personal: personal.rebuilt };
  return {
    collections,
    exclusive: createMutex(),
    rebuilt,
    async change(log) {
      await personal.close();
      personal = await openPersonal(log);
      rebuilt.personal = personal.rebuilt;
      Object.assign(collections, own(personal));
    },
    erasing(also) {
      further.push(also);
    },
    async erase(erasure) {
      const documents = further.reduce((all, also) => merged(all, also(erasure)), erasure.documents ?? {});
      const engines = new Set([engineOf(collections.meta), engineOf(collections.personalMeta)]);
      for (const engine of engines) await storing(() => engine.erase({ ...erasure, documents }));
    },
    flush: () => storing(() => engineOf(collections.meta).flush()),
    async close() {
      await personal.close();
      await shared.close();
    },
  };
}

function merged(a: NonNullable<Erasure['documents']>, b: NonNullable<Erasure['documents']>) {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, [...(a[name] ?? []), ...(b[name] ?? [])]]));
}
