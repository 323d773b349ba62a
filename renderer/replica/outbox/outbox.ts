import type { CollectionName } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import type { Unsubscribe } from '../api.ts';
import { commit, type Part, purge } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { readAll } from '../database/scan.ts';
import { documentIdOf, fromDocument, needsAttention, type OutboxRow, redacted, toDocument } from './row.ts';

/** Answered edits that stay on the list for a look back; those that need attention stay until dismissed. */
const KEPT = 50;

export interface Outbox {
  rows(): readonly OutboxRow[];
  pending(): OutboxRow[];
  /** Edits that a document is shown with: unanswered ones in the order in which they were made, whoever made them. */
  pendingOf(collection: CollectionName, documentId: string): Mutation[];
  /** Resolves when the edit is durable, together with what else is to be in its commit. */
  append(mutation: Mutation, authorId: string, beside: readonly Part[]): Promise<void>;
  /** One whose values are emptied is erased. `beside` is in the same commit. */
  replace(row: OutboxRow, beside?: readonly Part[]): Promise<void>;
  remove(mutationId: string, beside?: readonly Part[]): Promise<void>;
  /** Empties answered edits of these customers; unanswered ones keep their values until the server has them. */
  forget(customerIds: ReadonlySet<string>): Promise<void>;
  /** Marks edits as delivered by their sealed copies; `beside` is in the same commit. */
  markDelivered(delivered: readonly OutboxRow[], beside: readonly Part[]): Promise<void>;
  /** Stores again what the disk has lost. */
  restore(documentIds: ReadonlySet<string>): Promise<void>;
  onChange(listener: () => void): Unsubscribe;
}

/** The edits of this device: few, so all in memory, and every change durable before it counts. */
export async function openOutbox(database: Database): Promise<Outbox> {
  const collection = database.collections.outbox;
  const listeners = new Set<() => void>();
  const stored = (await readAll(collection)).flatMap((document) => fromDocument(document) ?? []);
  const rows = new Map(stored.sort((a, b) => a.seq - b.seq).map((row) => [row.mutation.id, row]));
  // A crash between the two steps of emptying leaves both: the emptied one holds, the other is erased.
  const emptied = stored.filter((row) => row.emptied === true);
  for (const row of emptied) rows.set(row.mutation.id, row);
  const emptiedIds = new Set(emptied.map((row) => row.mutation.id));
  const leftOver = stored.filter((row) => row.emptied !== true && emptiedIds.has(row.mutation.id));
  await eraseValues(leftOver);

  function tell() {
    for (const listener of listeners) listener();
  }

  function partOf(puts: readonly OutboxRow[], removals: readonly OutboxRow[] = []): Part {
    return {
      collection,
      changes: [
        ...removals.map((row) => ({ id: documentIdOf(row), document: null })),
        ...puts.map((row) => ({ id: documentIdOf(row), document: toDocument(row) })),
      ],
    };
  }

  /** Documents of another log cannot be in the commit of the outbox: they come after it. */
  async function write(part: Part, beside: readonly Part[]) {
    const own = beside.filter((other) => sameLog(other, part));
    await commit([part, ...own], 'strict');
    const others = beside.filter((other) => !sameLog(other, part));
    await commit(others, 'strict');
  }

  async function eraseValues(doomed: readonly OutboxRow[]) {
    if (doomed.length > 0) await database.erase({ documents: { outbox: doomed.map(documentIdOf) } });
  }

  async function change(puts: readonly OutboxRow[], removals: readonly OutboxRow[], beside: readonly Part[]) {
    const replaced = puts.flatMap((row) => {
      const before = rows.get(row.mutation.id);
      return before !== undefined && documentIdOf(before) !== documentIdOf(row) ? [before] : [];
    });
    await write(partOf(puts, removals), beside);
    for (const row of removals) rows.delete(row.mutation.id);
    for (const row of puts) rows.set(row.mutation.id, row);
    if (removals.length > 0) await purge(collection);
    await eraseValues(replaced);
    tell();
  }

  const pending = () => [...rows.values()].filter((row) => row.state === 'pending');

  return {
    rows: () => [...rows.values()],
    pending,
    pendingOf: (name, documentId) =>
      pending()
        .filter(({ mutation, delivered }) => {
          return mutation.documentId === documentId && mutation.collection === name && delivered !== true;
        })
        .map((row) => row.mutation),
    async append(mutation, authorId, beside) {
      const seq = Math.max(0, ...[...rows.values()].map((row) => row.seq)) + 1;
      await change([{ seq, authorId, mutation, state: 'pending' }], [], beside);
    },
    async replace(row, beside = []) {
      const settled = [...rows.values()].filter(
        (other) =>
          other.state !== 'pending' && !needsAttention(other) && other.mutation.id !== row.mutation.id,
      );
      await change([row], settled.slice(0, Math.max(0, settled.length - KEPT)), beside);
    },
    async remove(id, beside = []) {
      const row = rows.get(id);
      if (row !== undefined) await change([], [row], beside);
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
      await commit([partOf(lost)], 'strict');
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function sameLog(a: Part, b: Part): boolean {
  return a.collection.database === b.collection.database;
}
