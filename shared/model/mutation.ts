import { z } from 'zod';
import { deviceSequence, instant, line, uuid } from './primitives.ts';

export const writableCollection = z.enum([
  'customers',
  'contactLogs',
  'tasks',
  'relationships',
  'cases',
  'inbox',
  'personal',
]);
export type WritableCollection = z.infer<typeof writableCollection>;

/** Field values of a document, by top-level field name; `null` in `next` means "clear this field". */
export const fieldValues = z.record(line(40), z.json());
export type FieldValues = z.infer<typeof fieldValues>;

/** What the person was doing, in the words of the screen: it names the edit in lists and in the audit trail. */
export const intent = z.enum([
  'customer.edit',
  'contactLog.add',
  'task.add',
  'task.edit',
  'task.complete',
  'task.reopen',
  'task.reschedule',
  'relationship.add',
  'relationship.edit',
  'case.open',
  'case.edit',
  'case.resolve',
  'case.reopen',
  'inbox.resolve',
  'personal.view',
  'personal.reminder',
  'personal.preferences',
  'personal.unattached',
]);
export type Intent = z.infer<typeof intent>;

/** One edit as it travels: what the author saw, by field (`base`), and what the author wants (`next`). */
export const mutation = z.strictObject({
  /** uuid v7. The server applies an id once, however often it is sent. */
  id: uuid,
  collection: writableCollection,
  documentId: uuid,
  /** Absent only for documents that belong to a user, not to a file. */
  customerId: uuid.optional(),
  op: z.enum(['create', 'update']),
  intent,
  /** The revision of the document that the author saw; 0 for a new one. */
  baseRev: z.int().min(0),
  /**
   * The run of the database that the author's replica was of. In another run a revision says nothing: the history it
   * counts in may have been lost and written anew.
   */
  run: z.string().max(64).optional(),
  base: fieldValues,
  next: fieldValues,
  /** The author's clock, for people to read. Never used to order edits. */
  at: instant,
  seq: deviceSequence.optional(),
});
export type Mutation = z.infer<typeof mutation>;
