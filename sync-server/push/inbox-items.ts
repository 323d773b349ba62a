import { v7 } from 'uuid';
import type { FieldConflict } from '#shared/model/inbox.ts';
import type { FieldValues, Mutation } from '#shared/model/mutation.ts';
import type { RejectReason } from '#shared/protocol/reasons.ts';
import type { FileState } from './file-state.ts';
import type { Verdict } from './stored.ts';

/** As many as the schema of an inbox item takes. */
const MOST_FIELDS = 60;

/** Keeps the losing values for their author, with who and when of the winning ones. */
export function reportConflict(state: FileState, mutation: Mutation, conflicts: FieldConflict[]): void {
  const theirs = state.history.findLast(
    (row) => row.document_id === mutation.documentId && conflicts.some(({ field }) => field === row.field),
  );
  state.inbox.push({
    ...itemOf(state, mutation),
    outcome: 'conflict',
    ...(mutation.customerId !== undefined && { customerId: mutation.customerId }),
    fields: conflicts,
    reason: 'same_field_edited',
    ...(theirs?.changed_by_name && { theirName: theirs.changed_by_name }),
    ...(theirs && { theirAt: theirs.at.toISOString() }),
  });
}

/**
 * Sets an edit aside for whoever has the file now; returns why. An author who has lost the file learns of it without a
 * value of the customer's: the file is being erased from their device.
 */
export function park(state: FileState, mutation: Mutation): RejectReason {
  const reason = state.visible ? 'made_elsewhere' : 'out_of_scope';
  state.parked.push(mutation);
  state.inbox.push({
    ...itemOf(state, mutation),
    outcome: 'parked',
    ...(state.visible && mutation.customerId !== undefined && { customerId: mutation.customerId }),
    fields: Object.entries(mutation.next)
      .slice(0, MOST_FIELDS)
      .map(([field, mine]) =>
        state.visible ? { field, base: mutation.base[field] ?? null, mine } : { field },
      ),
    reason,
  });
  return reason;
}

/** Tells the author that a second person was asked; the answer will be noted in the same item. */
export function reportRequest(
  state: FileState,
  mutation: Mutation,
  base: FieldValues,
  next: FieldValues,
): void {
  state.inbox.push({
    ...itemOf(state, mutation),
    outcome: 'parked',
    ...(mutation.customerId !== undefined && { customerId: mutation.customerId }),
    fields: Object.entries(next).map(([field, mine]) => ({ field, base: base[field] ?? null, mine })),
    reason: 'needs_approval',
  });
}

/**
 * Tells an author who was not there that an edit was refused: nobody else would. Of a file out of their sight it
 * holds no value, as with {@link park}.
 */
export function reportRejection(state: FileState, mutation: Mutation, verdict: Verdict): void {
  const readable = state.customerId === null || state.visible;
  const fields = Object.entries(mutation.next).slice(0, MOST_FIELDS);
  state.inbox.push({
    ...itemOf(state, mutation),
    outcome: 'rejected',
    ...(readable && mutation.customerId !== undefined && { customerId: mutation.customerId }),
    fields: fields.map(([field, mine]) => (readable ? { field, mine } : { field })),
    ...(verdict.reason && { reason: verdict.reason }),
  });
}

function itemOf(state: FileState, mutation: Mutation) {
  return {
    id: v7(),
    ownerId: state.author.userId,
    mutationId: mutation.id,
    collection: mutation.collection,
    documentId: mutation.documentId,
    createdAt: state.now.toISOString(),
    resolved: false,
  };
}
