import {
  createRevision,
  now,
  type RxChangeEventBulk,
  type RxDocumentData,
  type RxStorageInstance,
} from 'rxdb';
import type { Observable } from 'rxjs';
import type { FieldValues } from '#shared/model/mutation.ts';
import type { PullRow } from '#shared/protocol/pull.ts';
import type { Engine } from '../storage/engine/engine.ts';
import type { Durability, Write } from '../storage/engine/types.ts';
import type { InstanceOptions, Internals } from '../storage/instance.ts';
import { storing } from './storing.ts';

/**
 * A document as it lies in the replica: the entity, `rev` (0: the server has never seen it), the `tag` of that version
 * (0: of no version that the server is known to have) and, while edits of it are unanswered, the server's values of the
 * fields they touch. Field values are checked where they enter.
 */
export interface RawDocument {
  id: string;
  rev: number;
  tag?: number;
  customerId?: string;
  /** The server's value by field (`null`: absent) under the pending edits, so that they can be taken off again. */
  shadow?: FieldValues;
  [field: string]: unknown;
}

/** Where documents of one kind lie in a log, whether RxDB has opened it or the replica for itself alone. */
export interface RawCollection {
  readonly storageInstance: Pick<
    RxStorageInstance<RawDocument, Internals, InstanceOptions>,
    'schema' | 'internals' | 'findDocumentsById' | 'query' | 'cleanup'
  >;
  /** Marks the revisions that this opening of the log writes. */
  readonly database: { readonly token: string };
}

/** A collection that RxDB has opened: its changes can be followed. */
export interface WatchedCollection extends RawCollection {
  readonly eventBulks$: Observable<RxChangeEventBulk<RawDocument>>;
}

export type DocumentData = RxDocumentData<RawDocument>;

export interface Change {
  id: string;
  /** `null` removes the document. */
  document: RawDocument | null;
}

/** What the storage holds under these ids, tombstones included. */
export async function readRaw(
  collection: RawCollection,
  ids: readonly string[],
): Promise<Map<string, DocumentData>> {
  const found = await collection.storageInstance.findDocumentsById([...ids], true);
  return new Map(found.map((document) => [document.id, document]));
}

/** Changes of one collection in a commit. `known` is what {@link readRaw} gave, where it was asked already. */
export interface Part {
  collection: RawCollection;
  changes: readonly Change[];
  known?: ReadonlyMap<string, DocumentData>;
}

/**
 * Writes to several collections of one log in one commit: all of it or nothing. `strict` resolves when it is
 * durable; `relaxed` when it can be read and waits its turn behind what was written before. Callers hold the
 * replica's lock, so that what they read is still what lies there. Removed documents stay as tombstones until
 * {@link purge}. Throws ReplicaError.
 */
export async function commit(parts: readonly Part[], durability: Durability): Promise<void> {
  const writes: Write[] = [];
  for (const part of parts) {
    const rows = await rowsOf(part);
    if (rows.length === 0) continue;
    const { internals, schema } = part.collection.storageInstance;
    writes.push({ collection: internals.collection, schema: schema as never, rows });
  }
  const [first] = parts;
  if (first === undefined || writes.length === 0) return;
  const conflicts = await storing(() =>
    engineOf(first.collection).write(writes, { context: 'replica', durability, atomic: true }),
  );
  const status = conflicts.flat()[0]?.status;
  if (status !== undefined) throw new Error(`write refused: ${status}`);
}

/** {@link commit} of one collection, durable. */
export async function writeRaw(
  collection: RawCollection,
  changes: readonly Change[],
  known?: ReadonlyMap<string, DocumentData>,
): Promise<void> {
  await commit([{ collection, changes, ...(known === undefined ? {} : { known }) }], 'strict');
}

/** Takes the tombstones of a collection off the disk. */
export async function purge(collection: RawCollection): Promise<void> {
  await storing(() => collection.storageInstance.cleanup(0));
}

/** The log that a collection lies in; collections of one log share a commit. */
export function engineOf(collection: RawCollection): Engine {
  return collection.storageInstance.internals.engine;
}

async function rowsOf({ collection, changes, known }: Part): Promise<Write['rows']> {
  if (changes.length === 0) return [];
  const stored =
    known ??
    (await readRaw(
      collection,
      changes.map((change) => change.id),
    ));
  const { token } = collection.database;
  const meta = { lwt: now() };
  return changes.flatMap(({ id, document }) => {
    const previous = stored.get(id);
    const _rev = createRevision(token, previous);
    if (document === null) {
      if (previous === undefined || previous._deleted) return [];
      return [{ previous, document: { ...previous, _deleted: true, _meta: meta, _rev } }];
    }
    const data = { ...document, _deleted: false, _attachments: {}, _meta: meta, _rev };
    return [previous === undefined ? { document: data } : { previous, document: data }];
  });
}

/** The live document, without what RxDB adds. */
export function rawOf(data: DocumentData | undefined): RawDocument | undefined {
  if (data === undefined || data._deleted) return undefined;
  const { _deleted, _attachments, _meta, _rev, ...document } = data;
  return document;
}

export function withoutShadow(document: RawDocument): RawDocument {
  const { shadow, ...own } = document;
  return own;
}

/** What screens get: no shadow, no tag, no RxDB. */
export function entityOf(document: RawDocument): RawDocument {
  const { tag, ...entity } = withoutShadow(document);
  return entity;
}

/** A document as the server has it. */
export function versionOf({ doc, rev, tag }: PullRow): RawDocument {
  return { ...doc, rev, ...(tag === undefined ? {} : { tag }) };
}
