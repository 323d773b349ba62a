import type { PullResponse } from '#shared/protocol/pull.ts';
import { PULL_LIMIT } from '#shared/protocol/pull.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { ReplicaError, type SyncStatus } from '../api.ts';
import { readSyncState, type SyncState, writeSyncState } from '../database/meta.ts';
import { type Clock, isoOf } from '../deps.ts';
import { type ApplyContext, applyPages, StaleAnswer } from './apply.ts';
import { type Delivered, dropDocuments, evictFiles, sweep } from './evict.ts';
import type { Authorized } from './push.ts';
import type { Server } from './server.ts';

export interface PullContext extends ApplyContext {
  server: Server;
  authorized: Authorized;
  deviceId: string;
  clock: Clock;
  signal: AbortSignal;
  /** One attempt to send what is pending; resolves whatever comes of it. */
  pushFirst(): Promise<void>;
  onProgress(state: SyncState, progress: SyncStatus['progress']): void;
}

export interface Puller {
  state(): SyncState;
  /** Pulls until there is no more. */
  pullAll(): Promise<void>;
}

/** Reads the feed. Data is stored before the checkpoint that speaks of it; a page applied twice changes nothing. */
export async function createPuller(context: PullContext): Promise<Puller> {
  const { database, guard } = context;
  let state = await readSyncState(database);
  const delivered: Delivered = new Map();
  // What a broken-off download in place had delivered is forgotten, so it starts over.
  if (state.resync) state = { ...state, checkpoint: null };

  async function save(next: SyncState) {
    await writeSyncState(database, next);
    state = next;
  }

  async function startOver(rulesVersion: string | null) {
    delivered.clear();
    await save({ ...state, checkpoint: null, rulesVersion, resync: true });
  }

  async function ask(): Promise<PullResponse | 'again'> {
    guard.begin();
    try {
      return await context.authorized((token) =>
        context.server.pull(
          {
            protocol: PROTOCOL_VERSION,
            schema: SCHEMA_VERSION,
            deviceId: context.deviceId,
            checkpoint: state.checkpoint,
            limit: PULL_LIMIT,
          },
          { token, signal: context.signal },
        ),
      );
    } catch (error) {
      const lost = error instanceof ReplicaError && error.code === 'resync_required';
      if (!lost || state.checkpoint === null) throw error;
      // It may be the rules that changed: the first answer will say.
      await startOver(null);
      return 'again';
    }
  }

  async function apply(answer: PullResponse) {
    await applyPages(context, answer.pages, state.resync);
    if (state.resync) remember(delivered, answer);
    if (answer.evict.length > 0) {
      const gone = new Set(answer.evict);
      const unsent = context.outbox.pending().some((row) => gone.has(row.mutation.customerId ?? ''));
      if (unsent) await context.pushFirst();
      await evictFiles(context, answer.evict);
    }
    for (const { collection, id } of answer.drop) await dropDocuments(database, collection, [id]);
    const finished = state.resync && answer.complete && !answer.more;
    if (finished) await sweep(context, delivered);
    await save({
      checkpoint: answer.checkpoint,
      rulesVersion: answer.rulesVersion,
      complete: state.complete || answer.complete,
      resync: state.resync && !finished,
      lastSyncAt: isoOf(context.clock.now()),
    });
    if (finished) delivered.clear();
  }

  return {
    state: () => state,
    async pullAll() {
      for (;;) {
        const answer = await ask();
        if (answer === 'again') continue;
        if (state.rulesVersion !== null && answer.rulesVersion !== state.rulesVersion) {
          await startOver(answer.rulesVersion);
          continue;
        }
        try {
          if (guard.stale()) throw new StaleAnswer();
          await apply(answer);
        } catch (error) {
          if (error instanceof StaleAnswer) continue;
          throw error;
        }
        context.onProgress(state, answer.complete ? undefined : answer.progress);
        if (!answer.more) return;
      }
    },
  };
}

function remember(delivered: Delivered, answer: PullResponse) {
  for (const { collection, rows } of answer.pages) {
    const ids = delivered.get(collection) ?? new Set<string>();
    delivered.set(collection, ids);
    for (const row of rows) if (!row.deleted) ids.add(row.doc.id);
  }
}
