import { z } from 'zod';
import type { SentMutation } from '../model/act.ts';
import { instant, line, uuid } from '../model/primitives.ts';
import { pullRow } from './pull.ts';
import { rejectReason } from './reasons.ts';

export const PUSH_LIMIT = 100;

export const pushRequest = z.strictObject({
  protocol: z.int(),
  schema: z.int(),
  deviceId: uuid,
  /**
   * The run in which the edits were answered that the device still keeps sealed copies of. In another run it is
   * refused with `resync_required`: those edits may be lost and come first.
   */
  run: z.string().max(64).optional(),
  /** In the order in which they were entered. One bad edit never blocks the next. */
  mutations: z.array(z.unknown()).min(1).max(PUSH_LIMIT),
});
/** Edits are checked one by one, so that a malformed one is rejected alone. */
export type PushRequest = Omit<z.infer<typeof pushRequest>, 'mutations'> & {
  mutations: SentMutation[];
};

/** What became of an edit. `retry` alone is no result: send it again later. */
export const outcome = z.enum(['accepted', 'merged', 'conflict', 'parked', 'rejected', 'retry']);
export type Outcome = z.infer<typeof outcome>;

export const pushResult = z.object({
  mutationId: z.string(),
  outcome,
  reason: rejectReason.optional(),
  /** The fields the reason is about. */
  fields: z.array(line(40)).optional(),
  /** The document as it is now; absent when there is none or the author may not see it. */
  row: pullRow.optional(),
  /** The author may no longer see this customer: erase the file. */
  evict: uuid.optional(),
});
export type PushResult = z.infer<typeof pushResult>;

export const pushResponse = z.object({
  results: z.array(pushResult),
  /** The run of the database that answered, and the server's time; from protocol 3 on. */
  run: z.string().optional(),
  at: instant.optional(),
});
export type PushResponse = z.infer<typeof pushResponse>;
