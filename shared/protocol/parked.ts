import { z } from 'zod';
import { fieldConflict } from '../model/inbox.ts';
import { fieldValues, intent, writableCollection } from '../model/mutation.ts';
import { instant, line, uuid } from '../model/primitives.ts';
import { rejectReason } from './reasons.ts';

export const PARKED_LIMIT = 100;

/** Of a list that is read page by page: the id of the last item seen. */
export const listQuery = z.strictObject({ after: uuid.optional() });

export const person = z.object({ id: uuid, name: line(60) });

/** An edit that arrived when its author no longer had the file, as whoever has it now sees it. */
export const parkedEdit = z.object({
  /** The mutation's id. */
  id: uuid,
  customerId: uuid,
  collection: writableCollection,
  documentId: uuid,
  op: z.enum(['create', 'update']),
  intent,
  author: person,
  /** By the author's clock, for people to read. */
  at: instant,
  parkedAt: instant,
  reason: rejectReason,
  /** The document's revision at this moment, 0 where there is none. */
  rev: z.int(),
  /** What the author started from, what they wrote, and what the bank has now. */
  fields: z.array(fieldConflict),
  /** An earlier edit of the same document that has to be decided first. */
  waitsFor: uuid.optional(),
});
export type ParkedEdit = z.infer<typeof parkedEdit>;

/** `GET /parked`, in the order in which they arrived. */
export const parkedResponse = z.object({ items: z.array(parkedEdit), more: z.boolean() });
export type ParkedResponse = z.infer<typeof parkedResponse>;

/** `POST /parked/:id` */
export const parkedDecision = z.strictObject({
  decision: z.enum(['apply', 'discard']),
  /** Only these fields of a change; all of it when absent. */
  fields: z.array(line(40)).min(1).max(60).optional(),
  /** The revision the decider looked at: what the bank had then was seen, and conflicts with nothing. */
  seenRev: z.int().min(0).optional(),
});
export type ParkedDecision = z.infer<typeof parkedDecision>;

/** What became of it. Asked again, by whomever, the answer is the decision that was made. */
export const parkedResult = z.object({
  id: uuid,
  /** Absent while nothing is decided: `outcome` and `fields` then say what stood in the way. */
  decision: z.enum(['apply', 'discard']).optional(),
  outcome: z.enum(['accepted', 'merged', 'conflict', 'parked', 'rejected', 'discarded']),
  reason: rejectReason.optional(),
  fields: z.array(line(40)).optional(),
  decidedBy: person.optional(),
  decidedAt: instant.optional(),
});
export type ParkedResult = z.infer<typeof parkedResult>;

/** A change of what core banking masters, waiting for a second person. */
export const changeRequest = z.object({
  /** The id of the mutation that asked. */
  id: uuid,
  customerId: uuid,
  collection: writableCollection,
  documentId: uuid,
  author: person,
  requestedAt: instant,
  rev: z.int(),
  base: fieldValues,
  next: fieldValues,
  /** What the bank has now; another value than `base` was changed meanwhile. */
  current: fieldValues,
  /** False for one's own request. */
  mayDecide: z.boolean(),
});
export type ChangeRequest = z.infer<typeof changeRequest>;

/** `GET /change-requests` */
export const changeRequestsResponse = z.object({ items: z.array(changeRequest), more: z.boolean() });
export type ChangeRequestsResponse = z.infer<typeof changeRequestsResponse>;

/** `POST /change-requests/:id` */
export const changeDecision = z.strictObject({
  decision: z.enum(['approve', 'refuse']),
  /** Needed where the bank's value is another than the one the author saw. */
  seenRev: z.int().min(0).optional(),
});
export type ChangeDecision = z.infer<typeof changeDecision>;

export const changeResult = z.object({
  id: uuid,
  decision: z.enum(['approve', 'refuse']),
  decidedBy: person,
  decidedAt: instant,
});
export type ChangeResult = z.infer<typeof changeResult>;
