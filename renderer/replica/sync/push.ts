import type { SentMutation } from '#shared/model/act.ts';
import { PUSH_LIMIT, type PushResponse, type PushResult } from '#shared/protocol/push.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { ReplicaError } from '../api/error.ts';
import type { Clock, Journal } from '../deps.ts';
import { answerCopies } from '../device/answered.ts';
import type { Acts } from '../outbox/acts.ts';
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
  acts: Acts;
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
    postponed = (await pushActs(context)) || postponed;
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
    const answer = await ask(
      context,
      batch.map((row) => row.mutation),
    );
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
  const sent = new Set(batch.map((row) => row.mutation.id));
  await noteAnswers(context, sent, answer);

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

/**
 * Sends what was recorded. Nobody waits for its outcome: whatever it is, the server has the act. Resolves to true when
 * some of it has none yet.
 */
async function pushActs(context: PushContext): Promise<boolean> {
  const { acts } = context;
  let skipped = 0;
  for (;;) {
    const batch = acts.of(context.authorId()).slice(skipped, skipped + PUSH_LIMIT);
    if (batch.length === 0) return skipped > 0;
    const answer = await ask(
      context,
      batch.map((row) => row.act),
    );
    if (context.standingOf(answer.run).foreign) throw new ReplicaError('resync_required');
    const sent = new Set(batch.map((row) => row.act.id));
    const answered = new Set(
      answer.results.flatMap(({ mutationId, outcome }) =>
        outcome !== 'retry' && sent.has(mutationId) ? mutationId : [],
      ),
    );
    await context.database.exclusive(() => acts.remove(answered));
    await noteAnswers(context, sent, answer);
    skipped += sent.size - answered.size;
  }
}

/** The outcomes are durable: what the sealed copies were made for is done, but for a restore. */
async function noteAnswers(
  { journal, keptRun }: PushContext,
  sent: ReadonlySet<string>,
  answer: PushResponse,
): Promise<void> {
  const settled = answer.results.filter(({ mutationId }) => sent.has(mutationId));
  await answerCopies(journal, settled, answer);
  if (answer.run !== undefined) keptRun.answeredIn(answer.run);
}

async function ask(context: PushContext, mutations: readonly SentMutation[]): Promise<PushResponse> {
  const run = await context.keptRun.read();
  return await context.authorized((token) =>
    context.server.push(
      {
        protocol: PROTOCOL_VERSION,
        schema: SCHEMA_VERSION,
        deviceId: context.deviceId,
        ...(run === undefined ? {} : { run }),
        mutations: [...mutations],
      },
      { token, signal: context.signal },
    ),
  );
}
