import { z } from 'zod';
import { type Mutation, mutation } from '#shared/model/mutation.ts';
import { outcome } from '#shared/protocol/push.ts';
import { rejectReason } from '#shared/protocol/reasons.ts';
import type { RawDocument } from '../database/documents.ts';

const settledOutcome = outcome.exclude(['retry']);
export type SettledOutcome = z.infer<typeof settledOutcome>;

/** One edit on this device, from the moment it is saved until somebody takes it off the list. */
export const outboxRow = z.object({
  /** Order of entry. Ids are time-ordered too, but by a clock that can be set back. */
  seq: z.int(),
  /** Users who share a replica have one outbox: each sends and sees his own. */
  authorId: z.uuid(),
  mutation,
  state: z.union([z.literal('pending'), settledOutcome]),
  reason: rejectReason.optional(),
  fields: z.array(z.string()).optional(),
  settledAt: z.string().optional(),
  /** Its customer's file has left this device: not to be put into documents again, emptied once it is answered. */
  evicted: z.boolean().optional(),
  /**
   * The device has delivered its sealed copy while its author was away: what it came to is in what the server sends,
   * so documents are not shown with it any more. Its author still sends it, and is told the outcome.
   */
  delivered: z.boolean().optional(),
  /** Its values are gone, for its author may no longer see the customer. */
  emptied: z.boolean().optional(),
});
export type OutboxRow = z.infer<typeof outboxRow>;

/** An emptied row is a document of its own, so that the one with the values can be erased with every older version. */
export function documentIdOf({ mutation: { id }, emptied }: OutboxRow): string {
  return emptied === true ? `-${id}` : id;
}

export function toDocument(row: OutboxRow): RawDocument {
  return { id: documentIdOf(row), rev: 0, row };
}

/** `null` for a row that cannot be read: it stays where it is, for a later version or for support. */
export function fromDocument(document: RawDocument): OutboxRow | null {
  const parsed = outboxRow.safeParse(document.row);
  return parsed.success ? parsed.data : null;
}

/** What is left of an edit whose customer may no longer be seen here: ids and outcome, no values. */
export function redacted(row: OutboxRow): OutboxRow {
  const { fields, ...kept } = row;
  return { ...kept, emptied: true, mutation: { ...row.mutation, base: {}, next: {} } satisfies Mutation };
}

export function needsAttention(row: OutboxRow): boolean {
  return row.state === 'conflict' || row.state === 'parked' || row.state === 'rejected';
}
