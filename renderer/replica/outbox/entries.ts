import type { OutboxEntry } from '../api/edits.ts';
import type { OutboxRow } from './row.ts';

/** The outbox as the list of unsent edits shows it, newest first. */
export function entriesOf(
  rows: readonly OutboxRow[],
  sending: ReadonlySet<string>,
  customerName: (id: string) => string | undefined,
): OutboxEntry[] {
  return [...rows].reverse().map(({ mutation, state, reason, fields }) => {
    const name = mutation.customerId === undefined ? undefined : customerName(mutation.customerId);
    return {
      mutationId: mutation.id,
      collection: mutation.collection,
      documentId: mutation.documentId,
      ...(mutation.customerId === undefined ? {} : { customerId: mutation.customerId }),
      ...(name === undefined ? {} : { customerName: name }),
      intent: mutation.intent,
      base: mutation.base,
      next: mutation.next,
      at: mutation.at,
      state: state === 'pending' && sending.has(mutation.id) ? 'sending' : state,
      ...(reason === undefined ? {} : { reason }),
      ...(fields === undefined ? {} : { fields }),
    };
  });
}
