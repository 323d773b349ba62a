import { z } from 'zod';
import { instant, line, uuid } from '../model/primitives.ts';

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
  sessionsActive: z.int(),
  parkedEdits: z.int(),
  devices: z.array(
    z.object({
      id: uuid,
      lastSeenAt: instant,
      lastUserName: line(60).optional(),
      schemaVersion: z.int().optional(),
    }),
  ),
});
export type OperationsStatus = z.infer<typeof operationsStatus>;
