import type { CollectionName } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import type { Unsubscribe } from '../api/replica.ts';
import { commit, type Part, purge } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { readAll } from '../database/scan.ts';
import { keyOf } from '../sync/guard.ts';
import { documentIdOf, fromDocument, needsAttention, type OutboxRow, redacted, toDocument } from './row.ts';

/** Answered edits that stay on the list for a look back; those that need attention stay until dismissed. */
const KEPT = 50;

export interface Outbox {
  rows(): readonly OutboxRow[];
  pending(): OutboxRow[];
  /**
   * Edits that a document is shown with: unanswered ones in the order in which they were made, whoever made them. Of
   * what is personal, those of the user at work.
   */
  pendingOf(collection: CollectionName, documentId: string): Mutation[];
  /** Resolves when the edit is durable, together with what else is to be in its commit. */
  append(mutations: readonly Mutation[], authorId: string, beside: readonly Part[]): Promise<void>;
  /** One whose values are emptied is erased. `beside` is in the same commit. */
  replace(row: OutboxRow, beside?: readonly Part[]): Promise<void>;
  remove(mutationIds: readonly string[], beside?: readonly Part[]): Promise<void>;
  /** Empties answered edits of these customers; unanswered ones keep their values until the server has them. */
  forget(customerIds: ReadonlySet<string>): Promise<void>;
  /** Marks edits as delivered by their sealed copies; `beside` is in the same commit. */
  markDelivered(delivered: readonly OutboxRow[], beside: readonly Part[]): Promise<void>;
  /** Stores again what the disk has lost. */
  restore(documentIds: ReadonlySet<string>): Promise<void>;
  /** Another user's log is in the place of the last one's: takes the personal edits of that user up. */
  entered(): Promise<void>;
  onChange(listener: () => void): Unsubscribe;
}

/** The edits of this device: few, so all in memory, and every change durable before it counts. */
export async function openOutbox(database: Database): Promise<Outbox> {
  const listeners = new Set<() => void>();
  let rows = new Map<string, OutboxRow>();
  /** Ids of edits by the document that they are about. */
  let byDocument = new Map<string, Set<string>>();

  function hold(row: OutboxRow) {
    const { id, collection, documentId } = row.mutation;
    rows.set(id, row);
    const key = keyOf(collection, documentId);
    byDocument.set(key, (byDocument.get(key) ?? new Set()).add(id));
  }

  function drop({ mutation: { id, collection, documentId } }: OutboxRow) {
    rows.delete(id);
    byDocument.get(keyOf(collection, documentId))?.delete(id);
  }

  async function read(store: StoreName): Promise<OutboxRow[]> {
    const stored = (await readAll(database.collections[store])).flatMap(
      (document) => fromDocument(document) ?? [],
    );
    // A crash between the two steps of emptying leaves both: the emptied one holds, the other is erased.
    const emptied = new Set(stored.flatMap((row) => (row.emptied === true ? row.mutation.id : [])));
    const isLeftOver = (row: OutboxRow) => row.emptied !== true && emptied.has(row.mutation.id);
    await eraseValues(stored.filter(isLeftOver));
    return stored.filter((row) => !isLeftOver(row));
  }

  function holdAll(all: readonly OutboxRow[]) {
    rows = new Map();
    byDocument = new Map();
    for (const row of [...all].sort((a, b) => a.seq - b.seq)) hold(row);
  }

  holdAll([...(await read('outbox')), ...(await read('ownOutbox'))]);

  function tell() {
    for (const listener of listeners) listener();
  }

  function partsOf(puts: readonly OutboxRow[], removals: readonly OutboxRow[] = []): Part[] {
    return [...Map.groupBy(new Set([...removals, ...puts]), storeOf)].map(([store]) => ({
      collection: database.collections[store],
      changes: [
        ...removals.filter(isIn(store)).map((row) => ({ id: documentIdOf(row), document: null })),
        ...puts.filter(isIn(store)).map((row) => ({ id: documentIdOf(row), document: toDocument(row) })),
      ],
    }));
  }

  /** A commit for each log: documents of another log than that of their edits come after these. */
  async function write(parts: readonly Part[], beside: readonly Part[]) {
    for (const [, own] of Map.groupBy([...parts, ...beside], ({ collection }) => collection.database)) {
      await commit(own, 'strict');
    }
  }

  async function eraseValues(doomed: readonly OutboxRow[]) {
    if (doomed.length === 0) return;
    const byStore = [...Map.groupBy(doomed, storeOf)];
    await database.erase({
      documents: Object.fromEntries(byStore.map(([store, own]) => [store, own.map(documentIdOf)])),
    });
  }

  async function change(puts: readonly OutboxRow[], removals: readonly OutboxRow[], beside: readonly Part[]) {
    const replaced = puts.flatMap((row) => {
      const before = rows.get(row.mutation.id);
      return before !== undefined && documentIdOf(before) !== documentIdOf(row) ? [before] : [];
    });
    await write(partsOf(puts, removals), beside);
    for (const row of removals) drop(row);
    for (const row of puts) hold(row);
    for (const store of new Set(removals.map(storeOf))) await purge(database.collections[store]);
    await eraseValues(replaced);
    tell();
  }

  return {
    rows: () => [...rows.values()],
    pending: () => [...rows.values()].filter((row) => row.state === 'pending'),
    pendingOf: (name, documentId) =>
      [...(byDocument.get(keyOf(name, documentId)) ?? [])]
        .flatMap((id) => rows.get(id) ?? [])
        .filter((row) => row.state === 'pending' && row.delivered !== true)
        .map((row) => row.mutation),
    async append(mutations, authorId, beside) {
      let seq = 0;
      for (const row of rows.values()) seq = Math.max(seq, row.seq);
      const added = mutations.map((mutation, index): OutboxRow => {
        return { seq: seq + 1 + index, authorId, mutation, state: 'pending' };
      });
      await change(added, [], beside);
    },
    async replace(row, beside = []) {
      const settled = [...rows.values()].filter(
        (other) =>
          other.state !== 'pending' && !needsAttention(other) && other.mutation.id !== row.mutation.id,
      );
      await change([row], settled.slice(0, Math.max(0, settled.length - KEPT)), beside);
    },
    async remove(ids, beside = []) {
      const gone = ids.flatMap((id) => rows.get(id) ?? []);
      if (gone.length > 0) await change([], gone, beside);
    },
    async forget(customerIds) {
      const touched = [...rows.values()].filter(
        (row) => customerIds.has(row.mutation.customerId ?? '') && row.emptied !== true,
      );
      if (touched.length === 0) return;
      const forgotten = touched.map((row) =>
        row.state === 'pending' ? { ...row, evicted: true } : redacted(row),
      );
      await change(forgotten, [], []);
    },
    markDelivered: (delivered, beside) =>
      change(
        delivered.map((row) => ({ ...row, delivered: true })),
        [],
        beside,
      ),
    async restore(documentIds) {
      const lost = [...rows.values()].filter((row) => documentIds.has(documentIdOf(row)));
      await write(partsOf(lost), []);
    },
    async entered() {
      const shared = [...rows.values()].filter(isIn('outbox'));
      holdAll([...shared, ...(await read('ownOutbox'))]);
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Edits of what is personal lie in their author's own log: who else works on a shared replica has no key to it. All
 * others lie where what they are about lies.
 */
type StoreName = 'outbox' | 'ownOutbox';

function storeOf({ mutation }: OutboxRow): StoreName {
  return mutation.collection === 'personal' ? 'ownOutbox' : 'outbox';
}

function isIn(store: StoreName) {
  return (row: OutboxRow) => storeOf(row) === store;
}
