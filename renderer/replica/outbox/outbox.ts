import type { CollectionName } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import type { Unsubscribe } from '../api.ts';
import { type Change, purge, type RawCollection, writeRaw } from '../database/documents.ts';
import { readAll } from '../database/scan.ts';
import { fromDocument, needsAttention, type OutboxRow, redacted, toDocument } from './row.ts';

/** Answered edits that stay on the list for a look back; those that need attention stay until dismissed. */
const KEPT = 50;

export interface Outbox {
  rows(): readonly OutboxRow[];
  pending(): OutboxRow[];
  /** Unanswered edits of one document, in the order in which they were made. */
  pendingOf(collection: CollectionName, documentId: string): Mutation[];
  /** Resolves when the edit is durable. */
  append(mutation: Mutation): Promise<void>;
  replace(row: OutboxRow): Promise<void>;
  remove(mutationId: string): Promise<void>;
  /** Empties answered edits of these customers; unanswered ones keep their values until the server has them. */
  forget(customerIds: ReadonlySet<string>): Promise<void>;
  onChange(listener: () => void): Unsubscribe;
}

/** The edits of this device: few, so all in memory, and every change durable before it counts. */
export async function openOutbox(collection: RawCollection): Promise<Outbox> {
  const listeners = new Set<() => void>();
  const stored = (await readAll(collection)).flatMap((document) => fromDocument(document) ?? []);
  const rows = new Map(stored.sort((a, b) => a.seq - b.seq).map((row) => [row.mutation.id, row]));

  async function write(changes: { id: string; row: OutboxRow | null }[]) {
    const documents: Change[] = changes.map(({ id, row }) => ({
      id,
      document: row === null ? null : toDocument(row),
    }));
    await writeRaw(collection, documents);
    for (const { id, row } of changes) {
      if (row === null) rows.delete(id);
      else rows.set(id, row);
    }
    if (changes.some((change) => change.row === null)) await purge(collection);
    for (const listener of listeners) listener();
  }

  const pending = () => [...rows.values()].filter((row) => row.state === 'pending');

  return {
    rows: () => [...rows.values()],
    pending,
    pendingOf: (name, documentId) =>
      pending()
        .filter((row) => row.mutation.documentId === documentId && row.mutation.collection === name)
        .map((row) => row.mutation),
    async append(mutation) {
      const seq = Math.max(0, ...[...rows.values()].map((row) => row.seq)) + 1;
      await write([{ id: mutation.id, row: { seq, mutation, state: 'pending' } }]);
    },
    async replace(row) {
      const settled = [...rows.values()].filter(
        (other) => other.state !== 'pending' && !needsAttention(other),
      );
      const surplus = settled.slice(0, Math.max(0, settled.length - KEPT));
      await write([
        { id: row.mutation.id, row },
        ...surplus
          .filter((old) => old.mutation.id !== row.mutation.id)
          .map((old) => ({ id: old.mutation.id, row: null })),
      ]);
    },
    remove: (id) => write([{ id, row: null }]),
    async forget(customerIds) {
      const touched = [...rows.values()].filter((row) => customerIds.has(row.mutation.customerId ?? ''));
      if (touched.length === 0) return;
      await write(
        touched.map((row) => ({
          id: row.mutation.id,
          row: row.state === 'pending' ? { ...row, evicted: true } : redacted(row),
        })),
      );
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
