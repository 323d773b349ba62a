import type { PushResult } from '#shared/protocol/push.ts';
import { type Part, type RawDocument, rawOf, readRaw, versionOf } from '../database/documents.ts';
import { type Clock, isoOf } from '../deps.ts';
import { compose, serverVersionOf } from '../outbox/compose.ts';
import { type OutboxRow, redacted } from '../outbox/row.ts';
import type { ApplyContext } from './apply.ts';
import { evictFiles } from './evict.ts';
import { keyOf } from './guard.ts';

export interface SettleContext extends ApplyContext {
  clock: Clock;
  /** The run of the database that answered. */
  run: string | undefined;
  /**
   * Set while it is not known which history the replica is to follow: then documents of an answer are not stored, and
   * what is shown in their place is reported here, by file.
   */
  unsure: ((customerId: string) => void) | undefined;
}

/**
 * Applies one answer to one edit: the document and the outbox row in one commit, under one lock, or a pull in between
 * would put the edit back on top.
 */
export async function settleResult(context: SettleContext, result: PushResult): Promise<void> {
  const { database, outbox, guard } = context;
  const row = outbox.pending().find((candidate) => candidate.mutation.id === result.mutationId);
  if (row === undefined || result.outcome === 'retry') return;
  const settled = settledRow(row, result, isoOf(context.clock.now()));
  if (result.evict !== undefined) {
    guard.discard();
    await evictFiles(context, [result.evict]);
    await database.exclusive(() => outbox.replace(redacted(settled)));
  } else {
    await database.exclusive(async () => {
      const document = await settledDocument(context, row, result);
      await outbox.replace(row.evicted === true ? redacted(settled) : settled, [document.part]);
      if (!document.removed) return;
      guard.discard();
      const { collection, documentId } = row.mutation;
      await database.erase({ documents: { [collection]: [documentId] } });
    });
  }
}

function settledRow(row: OutboxRow, { outcome, reason, fields }: PushResult, settledAt: string): OutboxRow {
  const { evicted, ...kept } = row;
  return {
    ...kept,
    state: outcome === 'retry' ? 'pending' : outcome,
    settledAt,
    ...(reason === undefined ? {} : { reason }),
    ...(fields === undefined ? {} : { fields }),
  };
}

async function settledDocument(
  { database, outbox, guard, run, unsure }: SettleContext,
  row: OutboxRow,
  result: PushResult,
): Promise<{ part: Part; removed: boolean }> {
  const { mutation } = row;
  const collection = database.collections[mutation.collection];
  const known = await readRaw(collection, [mutation.documentId]);
  const stored = rawOf(known.get(mutation.documentId));
  const answer = unsure === undefined ? result.row : undefined;
  if (answer !== undefined) guard.answered(keyOf(mutation.collection, mutation.documentId), answer.rev, run);
  const customerId = stored?.customerId ?? mutation.customerId;
  if (customerId !== undefined) unsure?.(customerId);
  const later = outbox
    .pendingOf(mutation.collection, mutation.documentId)
    .filter((edit) => edit.id !== mutation.id);
  const server = serverAfter(row, result.outcome, answer, stored);
  const gone = answer?.deleted === true && server === undefined;
  const view = gone ? undefined : compose(server, later);
  return {
    part: { collection, changes: [{ id: mutation.documentId, document: view ?? null }], known },
    removed: view === undefined && stored !== undefined,
  };
}

/** The server's version after this answer, as far as the answer and what is stored tell. */
function serverAfter(
  { mutation, evicted }: OutboxRow,
  outcome: PushResult['outcome'],
  row: PushResult['row'],
  stored: RawDocument | undefined,
): RawDocument | undefined {
  const before = serverVersionOf(stored);
  if (row !== undefined && row.rev >= (stored?.rev ?? 0)) return row.deleted ? undefined : versionOf(row);
  const applied = outcome === 'accepted' || outcome === 'merged';
  if (row !== undefined || !applied || evicted === true) return before;
  // Applied there, but the answer does not say to what: until the next pull the author's own value stands.
  const view = compose(before, [mutation]);
  return view === undefined ? undefined : { ...view, rev: before?.rev ?? 0, tag: 0, shadow: {} };
}
