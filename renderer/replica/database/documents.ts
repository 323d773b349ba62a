import type { RxCollection, RxDocumentData } from 'rxdb';
import type { FieldValues } from '#shared/model/mutation.ts';

/**
 * A document as it lies in the replica: the entity, `rev` (0: the server has never seen it) and, while edits of it
 * are unanswered, the server's values of the fields they touch. Field values are checked where they enter.
 */
export interface RawDocument {
  id: string;
  rev: number;
  customerId?: string;
  /** The server's value by field (`null`: absent) under the pending edits, so that they can be taken off again. */
  shadow?: FieldValues;
  [field: string]: unknown;
}

export type RawCollection = RxCollection<RawDocument>;
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

/**
 * Writes changes in one transaction of their collection. Callers hold the replica's lock, so that what they read is
 * still what lies there. Removed documents stay as tombstones until {@link purge}.
 */
export async function writeRaw(
  collection: RawCollection,
  changes: readonly Change[],
  known?: ReadonlyMap<string, DocumentData>,
): Promise<void> {
  if (changes.length === 0) return;
  const stored =
    known ??
    (await readRaw(
      collection,
      changes.map((change) => change.id),
    ));
  const rows = changes.flatMap(({ id, document }) => {
    const previous = stored.get(id);
    if (document === null) {
      if (previous === undefined || previous._deleted) return [];
      return [{ previous, document: { ...previous, _deleted: true } }];
    }
    const data = { ...document, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '' };
    return [previous === undefined ? { document: data } : { previous, document: data }];
  });
  if (rows.length === 0) return;
  const { error } = await collection.storageInstance.bulkWrite(rows, 'replica');
  if (error.length > 0) throw new Error(`write refused: ${error[0]?.status ?? 'unknown'}`);
}

/** Takes the tombstones of a collection off the disk: an evicted file leaves nothing behind. */
export async function purge(collection: RawCollection): Promise<void> {
  await collection.storageInstance.cleanup(0);
}

/** The live document, without what RxDB adds. */
export function rawOf(data: DocumentData | undefined): RawDocument | undefined {
  if (data === undefined || data._deleted) return undefined;
  const { _deleted, _attachments, _meta, _rev, ...document } = data;
  return document;
}

/** What screens get: no shadow, no RxDB. */
export function entityOf(document: RawDocument): RawDocument {
  const { shadow, ...entity } = document;
  return entity;
}
