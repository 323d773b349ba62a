import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { BUCKETS } from '#shared/protocol/reconcile.ts';
import { HttpError } from '../http/http-error.ts';
import { isPersonal } from './replica-scope.ts';

/** A feed position and the nonce of the row there, so that lost history is noticed at any position. */
const position = z.tuple([z.int().min(0), z.int().min(0)]);
export type Position = z.infer<typeof position>;

/** A part of the first download still to come; parts are done in order, each resumable after any file. */
const stage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reference'), after: z.string() }),
  z.object({ kind: z.enum(['inbox', 'personal']), userId: z.uuid(), after: z.string() }),
  z.object({
    kind: z.literal('files'),
    channels: z.array(z.string()),
    after: z.string(),
    /** The replica may hold files of these already, as they were in a channel that it has lost. */
    held: z.literal(true).optional(),
  }),
  /** A whole replica is compared: what of these buckets is behind `after` is still to come. */
  z.object({
    kind: z.literal('compare'),
    buckets: z.array(z.int().min(0).lt(BUCKETS)),
    after: z.string(),
    since: z.string(),
  }),
]);
export type Stage = z.infer<typeof stage>;

const checkpointState = z.object({
  /** The id of the replica's scope: every user of it may go on from here. */
  scope: z.string(),
  rules: z.string(),
  /** The run of the database whose history this speaks of. */
  run: z.string().optional(),
  /** The oldest protocol that was spoken with it: collections that came later are not in that replica. */
  protocol: z.int().optional(),
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

/**
 * What a checkpoint holds; `undefined` when an older server of another shape gave it. Throws `bad_request` for
 * anything that no server with this key gave out.
 */
export function openCheckpoint(key: Buffer, text: string): CheckpointState | undefined {
  const refused = new HttpError('bad_request', 'not a checkpoint of ours', { paths: ['/checkpoint'] });
  const [encoded, tag, ...rest] = text.split('.');
  if (encoded === undefined || tag === undefined || rest.length > 0) throw refused;
  const body = Buffer.from(encoded, 'base64url');
  const shown = Buffer.from(tag, 'base64url');
  // One way to write it only: base64 has characters that decode to the same bytes.
  if (body.toString('base64url') !== encoded || shown.toString('base64url') !== tag) throw refused;
  if (shown.length !== TAG || !timingSafeEqual(tagOf(key, body), shown)) throw refused;
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw refused;
  }
  return checkpointState.safeParse(value).data;
}

/**
 * A shared replica is pulled by its users in turn, and what is personal lies in another database of each one's own.
 * So what a colleague has read of theirs is forgotten here: it is no channel that this user has lost, and the
 * colleague's next pull brings what is theirs whole.
 */
export function withoutOthers(state: CheckpointState, userId: string): CheckpointState {
  const own = `user:${userId}`;
  return {
    ...state,
    positions: Object.fromEntries(
      Object.entries(state.positions).filter(([channel]) => channel === own || !isPersonal(channel)),
    ),
    stages: state.stages.filter((stage) => !('userId' in stage) || stage.userId === userId),
  };
}

function tagOf(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, TAG);
}
