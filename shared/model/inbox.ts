import { z } from 'zod';
import { rejectReason } from '../protocol/reasons.ts';
import { instant, line, uuid } from './primitives.ts';

/** One field over which two people disagreed: what both started from, what I wrote, what the bank now has. */
export const fieldConflict = z.strictObject({
  field: line(40),
  base: z.json().optional(),
  mine: z.json().optional(),
  theirs: z.json().optional(),
});
export type FieldConflict = z.infer<typeof fieldConflict>;

/** An edit that did not simply go through, kept for its author until somebody has dealt with it. */
export const inboxItem = z.strictObject({
  id: uuid,
  ownerId: uuid,
  mutationId: uuid,
  outcome: z.enum(['conflict', 'parked', 'rejected']),
  collection: line(40),
  documentId: uuid,
  /** Absent when the author may no longer see the file. */
  customerId: uuid.optional(),
  fields: z.array(fieldConflict).max(60),
  reason: rejectReason.optional(),
  theirName: line(60).optional(),
  theirAt: instant.optional(),
  /** What became of a parked edit or of a change request, and who decided. */
  decision: z.enum(['applied', 'discarded']).optional(),
  decidedByName: line(60).optional(),
  decidedAt: instant.optional(),
  createdAt: instant,
  resolved: z.boolean(),
});
export type InboxItem = z.infer<typeof inboxItem>;
