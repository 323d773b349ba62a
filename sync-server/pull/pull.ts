import { PULL_LIMIT, type PullRequest } from '#shared/protocol/pull.ts';
import { OLDEST_PROTOCOL_VERSION } from '#shared/protocol/version.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { Answer } from './answer.ts';
import { gainChannels, loseChannels } from './channel-changes.ts';
import { type CheckpointState, openCheckpoint, sealCheckpoint, withoutOthers } from './checkpoint.ts';
import { beginComparing, comparisonOf } from './compare.ts';
import { inboxOfFiles } from './documents.ts';
import { download } from './download.ts';
import { requireScope, type Scope, spokenIn } from './grants.ts';
import { verifyPositions } from './positions.ts';
import { readFeed } from './read-feed.ts';

/** One snapshot for grants, membership, documents and feed: an answer is never a mixture of two moments. */
export const SNAPSHOT = 'begin isolation level repeatable read read only';

/** Answers one pull with the JSON text of a `PullResponse`. */
export async function pull(context: Context, principal: Principal, request: PullRequest): Promise<string> {
  const { admission } = context;
  const { deviceId } = principal;
  const compares = request.holds !== undefined || request.files !== undefined;
  // Sent away before anything is looked up: many come at once.
  if (compares) admission.enter(deviceId);
  try {
    const { json, comparing } = await answerPull(context, principal, request);
    if (compares && !comparing) admission.leave(deviceId);
    return json;
  } catch (error) {
    if (compares) admission.leave(deviceId);
    throw error;
  }
}

async function answerPull(
  context: Context,
  principal: Principal,
  request: PullRequest,
): Promise<{ json: string; comparing: boolean }> {
  const now = context.clock();
  const { protocol } = request;
  const limit = request.limit ?? PULL_LIMIT;
  const answer = new Answer();
  const answered = await inTransaction(
    context.pool,
    async (client) => {
      const scope = spokenIn(protocol, await requireScope(client, principal, now));
      const run = await context.databaseRun(client);
      const { state, comparing } = await startingState(context, client, scope, request, run, now);
      const exchanged = await loseChannels(client, scope, state, answer);
      await gainChannels(client, scope, state, exchanged);
      const more = await readFeed(client, scope, state, answer, limit, now);
      await download(client, scope, state, answer, limit, now, request.files);
      for (const item of await inboxOfFiles(client, scope, [...answer.evicted, ...answer.files]))
        answer.addDocument(item);
      state.complete ||= state.stages.length === 0 && !more;
      const compare = comparisonOf(state);
      const json = answer.toJson({
        checkpoint: sealCheckpoint(context.keys.checkpoint, state),
        complete: state.complete,
        more: more || state.stages.length > 0,
        channels: [...scope.channels],
        rulesVersion: scope.rulesVersion,
        scope: scope.replica,
        run,
        ...(comparing && { comparing }),
        ...(compare && { compare }),
        ...(!state.complete && { progress: state.files }),
      });
      return { json, comparing: compare !== undefined };
    },
    SNAPSHOT,
  );
  context.metrics.pulledDocuments.inc(answer.count);
  context.metrics.evictedFiles.inc(answer.evicted.length);
  return answered;
}

interface Start {
  readonly state: CheckpointState;
  /** What the replica holds is compared. */
  readonly comparing: boolean;
}

async function startingState(
  context: Context,
  client: Client,
  scope: Scope,
  { checkpoint, protocol, holds }: PullRequest,
  run: string,
  now: Date,
): Promise<Start> {
  if (checkpoint === null) {
    const begun = holds ? await beginComparing(client, scope, holds, now) : undefined;
    const state = {
      scope: scope.replica.id,
      rules: scope.rulesVersion,
      run,
      protocol,
      positions: {},
      stages: [],
      complete: false,
      files: { done: 0, total: 0 },
      ...begun,
    };
    return { state, comparing: begun !== undefined };
  }
  const opened = openCheckpoint(context.keys.checkpoint, checkpoint);
  try {
    // Another replica's: its user moved to another one, or it was filled for somebody else.
    if (opened?.scope !== scope.replica.id) {
      throw new HttpError(
        'resync_required',
        opened ? 'the scope has changed' : 'the checkpoint is of another version',
      );
    }
    const state = withoutOthers(opened, scope.userId);
    // Other field rules than the replica was filled under: it has fields too many or too few.
    if (state.rules !== scope.rulesVersion) throw new HttpError('resync_required', 'the rules have changed');
    if ((state.run ?? run) !== run) {
      throw new HttpError('resync_required', 'the database is in another run');
    }
    const spoken = state.protocol ?? OLDEST_PROTOCOL_VERSION;
    // It was filled by an older client, without the collections that came since.
    if (spoken < protocol) throw new HttpError('resync_required', 'the client speaks a newer protocol');
    await verifyPositions(client, state.positions);
    return { state: { ...state, run, protocol }, comparing: false };
  } catch (error) {
    if (error instanceof HttpError) context.metrics.resyncs.inc({ reason: error.message });
    throw error;
  }
}
