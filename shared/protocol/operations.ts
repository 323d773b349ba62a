import { z } from 'zod';
import { instant, line } from '../model/primitives.ts';

/** An order to erase a device: given, and carried out once the device has said so. */
export const wipeState = z.object({ orderedAt: instant, confirmedAt: instant.optional() });
export type WipeState = z.infer<typeof wipeState>;

/** `POST /operations/devices/:id/wipe`: asked again before the device has confirmed, it is the same order. */
export const wipeRequest = z.strictObject({
  /** For the record: why the device is erased. */
  reason: line(200),
});
export const wipeResponse = wipeState;

/** `GET /operations/status`: how the sync service is doing, for IT and auditors. */
export const operationsStatus = z.object({
  asOf: instant,
  node: z.object({
    name: line(120),
    startedAt: instant,
    streamClients: z.int(),
    /** This node's stamper is the one that works. */
    stamping: z.boolean(),
    listening: z.boolean(),
  }),
  feed: z.object({ lagSeconds: z.number(), deadLetters: z.int(), rows: z.int() }),
  /** The latest nightly comparison of documents with the feed. Anything repaired is for somebody to look into. */
  feedCheck: z
    .object({
      startedAt: instant,
      finishedAt: instant.optional(),
      files: z.int(),
      documents: z.int(),
      repairedFiles: z.int(),
      repairedDocuments: z.int(),
      retriedLetters: z.int(),
    })
    .optional(),
  sessionsActive: z.int(),
  parkedEdits: z.int(),
  /** Sealed edits that did not open or were not what they claimed. Any is for somebody to look into. */
  unreadableCopies: z.int(),
});
export type OperationsStatus = z.infer<typeof operationsStatus>;
