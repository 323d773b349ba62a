import { PUSH_LIMIT, type PushResponse, type PushResult } from '#shared/protocol/push.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { ReplicaError } from '../api.ts';
import type { Clock, Journal } from '../deps.ts';
import { answerCopies } from '../device/answered.ts';
import type { OutboxRow } from '../outbox/row.ts';
import type { ApplyContext } from './apply.ts';
import type { Sent } from './guard.ts';
import type { KeptRun } from './kept-run.ts';
import type { Server } from './server.ts';
import { settleResult } from './settle.ts';

/** Calls the server with a valid access token, refreshed and tried again where it has run out. */
export type Authorized = <T>(request: (token: string) => Promise<T>) => Promise<T>;

/**
 * `unsure` is set while it is not known which history the replica is to follow. `foreign`: the answer is of another run
 * than the replica, from before a restore or from after one that no pull has told of yet.
 */
export type Standing =
  | { foreign: true }
  | { foreign: false; unsure: ((customerId: string) => void) | undefined };

export interface PushContext extends ApplyContext {
  server: Server;
  authorized: Authorized;
  deviceId: string;
  clock: Clock;
  journal: Journal;
  keptRun: KeptRun;
  /** How an answer of this run of the database is to be taken by the replica. */
  standingOf(run: string | undefined): Standing;
  /** Whose edits are sent: those of others in the same outbox are not his to send. */
  authorId(): string;
  signal: AbortSignal;
  onSending(ids: ReadonlySet<string>): void;
  /** A pull may have overtaken an answer: another one tells what is true. */
  onOvertaken(): void;
}

/**
 * Sends what is in the outbox, in the order of entry, until all of it has an outcome. A lost answer costs nothing:
 * the same ids go again and get the same answers. Rejects with `resync_required` where a pull, or the device with its
 * kept copies, has to go first.
 */
export async function pushAll(context: PushContext): Promise<void> {
  let after = 0;
  let postponed = false;
  try {
    for (;;) {
      const batch = context.outbox
        .pending()
        .filter((row) => row.seq > after && row.authorId === context.authorId())
        .slice(0, PUSH_LIMIT);
      const last = batch.at(-1);
      if (last === undefined) break;
      postponed = (await pushBatch(context, batch)) || postponed;
      after = last.seq;
    }
  } finally {
    context.onSending(new Set());
  }
  // The loop's back-off decides when to try again.
  if (postponed) throw new ReplicaError('unavailable');
}

/** Resolves to true when some of the batch has no outcome yet. */
async function pushBatch(context: PushContext, batch: readonly OutboxRow[]): Promise<boolean> {
  const ids = new Set(batch.map((row) => row.mutation.id));
  context.onSending(ids);
  const sending = context.guard.beginPush();
  try {
    const answer = await ask(context, batch);
    await settleAll(context, batch, answer, ids, sending);
  } finally {
    sending.end();
  }
  return ids.size > 0;
}

/** Takes out of `ids` what has an outcome now. */
async function settleAll(
  context: PushContext,
  batch: readonly OutboxRow[],
  answer: PushResponse,
  ids: Set<string>,
  sending: Sent,
): Promise<void> {
  const { results, run } = answer;
  const standing = context.standingOf(run);
  // Nothing is known of what became of them where the replica is: they are sent again.
  if (standing.foreign) throw new ReplicaError('resync_required');
  for (const result of results) {
    await settleResult({ ...context, run, unsure: standing.unsure }, withoutDoubtfulEvict(result));
    if (result.outcome !== 'retry') ids.delete(result.mutationId);
    context.onSending(ids);
  }
  // The outcomes are durable: what their sealed copies were made for is done, but for a restore.
  const sent = new Set(batch.map((row) => row.mutation.id));
  const settled = results.filter(({ mutationId }) => sent.has(mutationId));
  await answerCopies(context.journal, settled, answer);
  if (run !== undefined) context.keptRun.answeredIn(run);

  /**
   * A file that a pull has brought since the push was sent may have come back after the push was judged; erased now, it
   * would never be sent again. If it has left, it has left the feed too, and the next pull says so.
   */
  function withoutDoubtfulEvict(result: PushResult): PushResult {
    const { evict, ...rest } = result;
    if (evict === undefined || !sending.hasPulled(evict)) return result;
    context.onOvertaken();
    return rest;
  }
}

async function ask(context: PushContext, batch: readonly OutboxRow[]): Promise<PushResponse> {
  const run = await context.keptRun.read();
  return await context.authorized((token) =>
    context.server.push(
      {
        protocol: PROTOCOL_VERSION,
        schema: SCHEMA_VERSION,
        deviceId: context.deviceId,
        ...(run === undefined ? {} : { run }),
        mutations: batch.map((row) => row.mutation),
      },
      { token, signal: context.signal },
    ),
  );
}
