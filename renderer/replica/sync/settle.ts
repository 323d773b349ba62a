import type { PushResult } from '#shared/protocol/push.ts';
import { purge, rawOf, readRaw, writeRaw } from '../database/documents.ts';
import { type Clock, isoOf } from '../deps.ts';
import { compose, serverVersionOf } from '../outbox/compose.ts';
import { type OutboxRow, redacted } from '../outbox/row.ts';
import type { ApplyContext } from './apply.ts';
import { evictFiles } from './evict.ts';
import { keyOf } from './guard.ts';

/**
 * Applies one answer to one edit. The document comes first, the outbox row after it: a crash in between sends the
 * edit again and gets the same answer, while the other order would leave a refused value in the document for good,
 * since no later pull brings a document that did not change.
 */
export async function settleResult(
  context: ApplyContext & { clock: Clock },
  result: PushResult,
): Promise<void> {
  const { database, outbox, guard } = context;
  const row = outbox.pending().find((candidate) => candidate.mutation.id === result.mutationId);
  if (row === undefined || result.outcome === 'retry') return;
  if (result.evict !== undefined) {
    guard.erased();
    await evictFiles(context, [result.evict]);
  } else {
    await settleDocument(context, row, result);
  }
  const { evicted, ...kept } = row;
  const settled: OutboxRow = {
    ...kept,
    state: result.outcome,
    settledAt: isoOf(context.clock.now()),
    ...(result.reason === undefined ? {} : { reason: result.reason }),
    ...(result.fields === undefined ? {} : { fields: result.fields }),
  };
  const gone = evicted === true || result.evict !== undefined;
  await database.exclusive(() => outbox.replace(gone ? redacted(settled) : settled));
}

async function settleDocument(context: ApplyContext, { mutation, evicted }: OutboxRow, result: PushResult) {
  const { database, outbox, guard } = context;
  const collection = database.collections[mutation.collection];
  const erased = await database.exclusive(async () => {
    const known = await readRaw(collection, [mutation.documentId]);
    const stored = rawOf(known.get(mutation.documentId));
    const answer = result.row;
    if (answer !== undefined) guard.answered(keyOf(mutation.collection, mutation.documentId), answer.rev);
    const newer = answer !== undefined && answer.rev >= (stored?.rev ?? 0);
    let server = serverVersionOf(stored);
    if (newer) server = answer.deleted ? undefined : { ...answer.doc, rev: answer.rev };
    // Applied there, but the answer does not say to what: until the next pull our own value stands.
    else if (answer === undefined && evicted !== true && isApplied(result)) {
      const view = compose(server, [mutation]);
      server = view === undefined ? undefined : { ...view, rev: server?.rev ?? 0, shadow: {} };
    }
    const later = outbox
      .pendingOf(mutation.collection, mutation.documentId)
      .filter((edit) => edit.id !== mutation.id);
    const view = compose(server, newer && answer.deleted ? [] : later) ?? null;
    await writeRaw(collection, [{ id: mutation.documentId, document: view }], known);
    if (view === null && stored !== undefined) guard.erased();
    return view === null;
  });
  if (erased) await purge(collection);
}

function isApplied(result: PushResult): boolean {
  return result.outcome === 'accepted' || result.outcome === 'merged';
}
