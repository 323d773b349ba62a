import { PULL_LIMIT, type PullRequest } from '#shared/protocol/pull.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { Answer } from './answer.ts';
import { gainChannels, loseChannels } from './channel-changes.ts';
import { type CheckpointState, openCheckpoint, sealCheckpoint, withoutOthers } from './checkpoint.ts';
import { inboxOfFiles } from './documents.ts';
import { download } from './download.ts';
import { requireScope, type Scope } from './grants.ts';
import { verifyPositions } from './positions.ts';
import { readFeed } from './read-feed.ts';

/** One snapshot for grants, membership, documents and feed: an answer is never a mixture of two moments. */
export const SNAPSHOT = 'begin isolation level repeatable read read only';

/** Answers one pull with the JSON text of a `PullResponse`. */
export async function pull(context: Context, principal: Principal, request: PullRequest): Promise<string> {
  const now = context.clock();
  const limit = request.limit ?? PULL_LIMIT;
  const answer = new Answer();
  const json = await inTransaction(
    context.pool,
    async (client) => {
      const scope = await requireScope(client, principal.userId, now);
      const state = await startingState(context, client, scope, request.checkpoint);
      await loseChannels(client, scope, state, answer);
      await gainChannels(client, scope, state);
      const more = await readFeed(client, scope, state, answer, limit, now);
      await download(client, scope, state, answer, limit, now);
      for (const item of await inboxOfFiles(client, scope, [...answer.evicted, ...answer.files]))
        answer.addDocument(item);
      state.complete ||= state.stages.length === 0 && !more;
      return answer.toJson({
        checkpoint: sealCheckpoint(context.keys.checkpoint, state),
        complete: state.complete,
        more: more || state.stages.length > 0,
        channels: [...scope.channels],
        rulesVersion: scope.rulesVersion,
        scope: scope.replica,
        ...(!state.complete && { progress: state.files }),
      });
    },
    SNAPSHOT,
  );
  context.metrics.pulledDocuments.inc(answer.count);
  context.metrics.evictedFiles.inc(answer.evicted.length);
  return json;
}

async function startingState(
  context: Context,
  client: Client,
  scope: Scope,
  checkpoint: string | null,
): Promise<CheckpointState> {
  if (checkpoint === null) {
    return {
      scope: scope.replica.id,
      rules: scope.rulesVersion,
      positions: {},
      stages: [],
      complete: false,
      files: { done: 0, total: 0 },
    };
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
    await verifyPositions(client, state.positions);
    return state;
  } catch (error) {
    if (error instanceof HttpError) context.metrics.resyncs.inc({ reason: error.message });
    throw error;
  }
}
