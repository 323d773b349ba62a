import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { HttpError } from '../http/http-error.ts';

/** A feed position and the nonce of the row there, so that lost history is noticed at any position. */
const position = z.tuple([z.int().min(0), z.int().min(0)]);
export type Position = z.infer<typeof position>;

/** A part of the first download still to come; parts are done in order, each resumable after any file. */
const stage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reference'), after: z.string() }),
  z.object({ kind: z.literal('inbox'), after: z.string() }),
  z.object({ kind: z.literal('files'), channels: z.array(z.string()), after: z.string() }),
]);
export type Stage = z.infer<typeof stage>;

const checkpointState = z.object({
  userId: z.uuid(),
  rules: z.string(),
  /** By channel. A channel that is not in it is new to the user. */
  positions: z.record(z.string(), position),
  stages: z.array(stage),
  /** The first download was whole once. */
  complete: z.boolean(),
  files: z.object({ done: z.int(), total: z.int() }),
});
/** What a checkpoint holds. Clients never look inside and cannot make one. */
export type CheckpointState = z.infer<typeof checkpointState>;

const TAG = 16;

export function sealCheckpoint(key: Buffer, state: CheckpointState): string {
  const body = Buffer.from(JSON.stringify(state));
  return `${body.toString('base64url')}.${tagOf(key, body).toString('base64url')}`;
}

/** Throws `bad_request` for anything this server, or another with its key, did not give to this user. */
export function openCheckpoint(key: Buffer, text: string, userId: string): CheckpointState {
  const refused = new HttpError('bad_request', 'not a checkpoint of this user', { paths: ['/checkpoint'] });
  const [encoded, tag, ...rest] = text.split('.');
  if (encoded === undefined || tag === undefined || rest.length > 0) throw refused;
  const body = Buffer.from(encoded, 'base64url');
  const shown = Buffer.from(tag, 'base64url');
  if (shown.length !== TAG || !timingSafeEqual(tagOf(key, body), shown)) throw refused;
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw refused;
  }
  const parsed = checkpointState.safeParse(value);
  // Signed by us but of an older server's shape: the client can only start anew.
  if (!parsed.success) throw new HttpError('resync_required', 'the checkpoint is of another version');
  if (parsed.data.userId !== userId) throw refused;
  return parsed.data;
}

function tagOf(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, TAG);
}
