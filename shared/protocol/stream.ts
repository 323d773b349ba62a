import { z } from 'zod';

/** Seconds between two `ping` events; a client that hears nothing for three of them reconnects. */
export const STREAM_PING_SECONDS = 15;

/**
 * `GET /sync/stream` is a server-sent event stream: `poke` says "pull now", `decide` "what waits for a decision may
 * have changed", `ping` says "still here". None carries data: what changed is asked for, under the rights of that
 * moment.
 */
export const streamEvent = z.enum(['poke', 'decide', 'ping', 'bye']);
export type StreamEvent = z.infer<typeof streamEvent>;
