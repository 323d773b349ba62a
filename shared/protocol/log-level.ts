import { z } from 'zod';

/** `POST /operations/log-level`: what every node logs for a while. */
export const logLevelRequest = z.strictObject({
  level: z.enum(['error', 'warn', 'info', 'debug', 'trace']),
  /** How long, in minutes; then each node logs again as it was started. */
  minutes: z.int().min(1).max(240),
  reason: z.string().trim().min(1).max(500),
});
export type LogLevelRequest = z.infer<typeof logLevelRequest>;

export const logLevelResponse = z.object({
  /** What the node that answered logs now; the others follow within seconds. */
  level: z.string(),
  until: z.iso.datetime(),
});
export type LogLevelResponse = z.infer<typeof logLevelResponse>;
