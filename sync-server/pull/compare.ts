import { daysBefore } from '#shared/domain/days.ts';
import { TRANSACTION_DAYS } from '#shared/model/transaction.ts';
import {
  bucketOf,
  COMPARE_LIMIT,
  type Comparison,
  type HeldFiles,
  type Holdings,
} from '#shared/protocol/reconcile.ts';
import type { Client } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Answer } from './answer.ts';
import { latestPositions, ownStages } from './channel-changes.ts';
import type { CheckpointState, Stage } from './checkpoint.ts';
import { bucketDigests, type FileDigest, nextDigests, referenceDigest } from './digests.ts';
import { filesText } from './documents.ts';
import type { Scope } from './grants.ts';

type CompareStage = Extract<Stage, { kind: 'compare' }>;

const START = '00000000-0000-0000-0000-000000000000';
/** Files looked at with one statement, as many as a client names at once, and files sent with one. */
const LOOKED_AT = COMPARE_LIMIT;
const SENT = 50;

/**
 * Begins to compare a replica with the database: the feed is read from this snapshot on, and what differs in it is sent
 * by the stages that follow. `undefined` where sums say nothing: another scope, other field rules, or transactions of
 * days that the replica of today would have and this one leaves out.
 */
export async function beginComparing(
  client: Client,
  scope: Scope,
  holds: Holdings,
  now: Date,
): Promise<Pick<CheckpointState, 'positions' | 'stages' | 'files'> | undefined> {
  if (holds.scope !== scope.replica.id || holds.rules !== scope.rulesVersion) return undefined;
  // A device's clock may be a little ahead at midnight: the day between is about to leave all replicas.
  if (holds.transactionsSince > daysBefore(now, TRANSACTION_DAYS - 1)) return undefined;
  const since = holds.transactionsSince;
  const stages: Stage[] = [];
  if (holds.reference !== (await referenceDigest(client))) stages.push({ kind: 'reference', after: START });
  stages.push(...ownStages(scope));
  const digests = await bucketDigests(client, scope, since);
  const buckets = digests.flatMap((digest, bucket) => (holds.files[bucket] === digest ? [] : [bucket]));
  if (buckets.length > 0) stages.push({ kind: 'compare', buckets, after: START, since });
  return {
    positions: await latestPositions(client, scope.channels),
    stages,
    files: { done: 0, total: buckets.length },
  };
}

/** What the client is to name next; `undefined` when the checkpoint is not at comparing. */
export function comparisonOf({ stages: [stage] }: CheckpointState): Comparison | undefined {
  return stage?.kind === 'compare' ? { buckets: stage.buckets, after: stage.after } : undefined;
}

/**
 * Compares the files that the client names with those it is to hold, in the order of buckets and ids: sends what
 * differs, whole, and evicts what the user does not have. Stops when the answer holds about `target` documents or the
 * client has named no further; returns where to go on.
 */
export async function compareFiles(
  client: Client,
  scope: Scope,
  stage: CompareStage,
  held: HeldFiles,
  answer: Answer,
  target: number,
  now: Date,
): Promise<CompareStage | undefined> {
  const named = new Map(held.list.map(([id, digest]) => [id.toLowerCase(), digest]));
  const ids = [...named.keys()].filter((id) => isWithin(stage, id, undefined)).sort(inOrder);
  const through = held.more ? ids.at(-1) : undefined;
  if (held.more && through === undefined) {
    throw new HttpError('bad_request', 'no file is named', { paths: ['/files/list'] });
  }
  let at: CompareStage = stage;
  for (;;) {
    const own = await nextDigests(client, scope, { ...at, through }, LOOKED_AT);
    const end = own.length < LOOKED_AT ? through : own.at(-1)?.id;
    const digests = new Map(own.map(({ id, digest }) => [id, digest]));
    const others = ids.filter((id) => !digests.has(id) && isWithin(at, id, end));
    for (const id of others) answer.evict(id);
    const differing = own.filter(({ id, digest }) => named.get(id) !== digest);
    const stopped = await sendWhole(client, scope, differing, answer, target, now);
    if (stopped !== undefined) return goneOn(at, stopped);
    if (end === undefined) return undefined;
    at = goneOn(at, end);
    if (own.length < LOOKED_AT || answer.count >= target) return at;
  }
}

/** Sends files whole, in their order; returns the last one sent when the answer is full. */
async function sendWhole(
  client: Client,
  scope: Scope,
  files: readonly FileDigest[],
  answer: Answer,
  target: number,
  now: Date,
): Promise<string | undefined> {
  for (let start = 0; start < files.length; start += SENT) {
    const part = files.slice(start, start + SENT).map(({ id }) => id);
    for (const id of part) answer.isWhole(id);
    const unsent = part.filter((id) => answer.takeFile(id));
    answer.addRows(await filesText(client, scope, unsent, now, false));
    if (answer.count >= target && start + SENT < files.length) return part.at(-1);
  }
  return undefined;
}

function isWithin({ buckets, after }: CompareStage, id: string, end: string | undefined): boolean {
  const bucket = bucketOf(id);
  if (!buckets.includes(bucket) || (bucket === buckets[0] && id <= after)) return false;
  return end === undefined || inOrder(id, end) <= 0;
}

/** The order of the comparison: by bucket, then by id. */
function inOrder(one: string, other: string): number {
  return bucketOf(one) - bucketOf(other) || (one < other ? -1 : one > other ? 1 : 0);
}

/** Behind a file: what comes before it in the order is done. */
function goneOn(stage: CompareStage, id: string): CompareStage {
  const bucket = bucketOf(id);
  return { ...stage, buckets: stage.buckets.filter((other) => other >= bucket), after: id };
}
