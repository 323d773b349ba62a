import { z } from 'zod';
import type { Mutation } from './mutation.ts';
import { deviceSequence, instant, line, uuid } from './primitives.ts';

/**
 * What somebody did that changes nothing, and that the bank wants to know of: with a file, or `enter`, signing in where
 * only the device was there to judge it.
 */
export const actKind = z.enum(['open', 'unmask', 'print', 'enter']);
export type ActKind = z.infer<typeof actKind>;

/**
 * A recorded act. It travels, is signed, sealed and kept like an edit, in a collection that holds no documents: the
 * server writes it into the audit log and sends it to nobody. Its own id is the document's, for there is none.
 */
export const recordedAct = z.strictObject({
  id: uuid,
  collection: z.literal('acts'),
  documentId: uuid,
  /** Of whose file; absent for `act.enter` alone. */
  customerId: uuid.optional(),
  op: z.literal('create'),
  intent: z.enum(['act.open', 'act.unmask', 'act.print', 'act.enter']),
  baseRev: z.literal(0),
  base: z.strictObject({}),
  next: z.strictObject({
    /** Names of the fields that were shown, never their values; absent: all that the screen masks. */
    fields: z
      .array(line(40).regex(/^[A-Za-z.]+$/))
      .min(1)
      .max(60)
      .optional(),
  }),
  /** The author's clock, for people to read. */
  at: instant,
  seq: deviceSequence.optional(),
});
export type RecordedAct = z.infer<typeof recordedAct>;

/** Whatever a device sends and keeps a sealed copy of. */
export type SentMutation = Mutation | RecordedAct;
