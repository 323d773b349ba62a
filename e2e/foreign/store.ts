import type { Compare, Doc, Mutation, Row } from './wire.ts';

/** Where the replica stands; stored as one with the data that came with it. */
export interface Place {
  readonly checkpoint: string | null;
  readonly complete: boolean;
  readonly scope: string;
  readonly rules: string;
  readonly run: string;
  /** The first day of the transactions that a comparison counts, the same from its first request to its last. */
  readonly since: string;
  readonly compare?: Compare;
}

export const NOWHERE: Place = { checkpoint: null, complete: false, scope: '', rules: '', run: '', since: '' };

/** A replica in memory: rows as the server gave them, and the edits without an outcome beside them. */
export class Store {
  place: Place = NOWHERE;
  readonly outbox: Mutation[] = [];
  /** Documents that a push was answered with since the pull on its way was asked. */
  readonly answered = new Set<string>();
  /** What a download in place has brought up to now; absent while there is none. */
  delivered: Set<string> | undefined;
  readonly #collections = new Map<string, Map<string, Row>>();

  collections(): Iterable<[string, ReadonlyMap<string, Row>]> {
    return this.#collections;
  }
  rows(collection: string): ReadonlyMap<string, Row> {
    return this.#collections.get(collection) ?? new Map();
  }

  /** What the user sees: the server's document with the pending edits on top. */
  read(collection: string, id: string): Doc | undefined {
    const row = this.rows(collection).get(id);
    let doc = row === undefined || row.deleted ? undefined : row.doc;
    for (const edit of this.outbox)
      if (edit.collection === collection && edit.documentId === id)
        doc = withFields(doc ?? { id }, edit.next);
    return doc;
  }

  /** `trusted` is the server's word at any revision. */
  apply(collection: string, row: Row, trusted: boolean): void {
    const rows = this.#collections.get(collection) ?? new Map<string, Row>();
    this.#collections.set(collection, rows);
    if (trusted || row.rev >= (rows.get(row.doc.id)?.rev ?? 0)) rows.set(row.doc.id, row);
  }
  drop(collection: string, id: string): void {
    this.#collections.get(collection)?.delete(id);
  }

  /** Removes the documents for which it is so. */
  remove(which: (collection: string, row: Row) => boolean): void {
    for (const [collection, rows] of this.#collections)
      for (const [id, row] of rows) if (which(collection, row)) rows.delete(id);
  }
  evict(customerId: string): void {
    this.remove((collection, row) => fileOf(collection, row.doc) === customerId);
  }
  clear(): void {
    this.delivered = undefined;
    this.#collections.clear();
    this.place = NOWHERE;
  }
  pendingOf(customerId: string): boolean {
    return this.outbox.some((edit) => edit.customerId === customerId);
  }
}

/** What belongs to one user: it may name a customer, and is in no file. */
export const OWN: readonly string[] = ['inbox', 'personal'];

/** The customer in whose file a document is; none for `reference` and what is the user's own. */
export function fileOf(collection: string, doc: Doc): string | undefined {
  if (collection === 'reference' || OWN.includes(collection)) return undefined;
  return collection === 'customers' ? doc.id : doc.customerId;
}

export function withFields(doc: Doc, next: Record<string, unknown>): Doc {
  const fields = Object.entries({ ...doc, ...next }).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(fields), id: doc.id };
}
