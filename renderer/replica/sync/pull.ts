import { collections } from '#shared/model/collections.ts';
import type { ReplicaScope } from '#shared/protocol/auth.ts';
import type { PullPage, PullResponse } from '#shared/protocol/pull.ts';
import { PULL_LIMIT } from '#shared/protocol/pull.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { ReplicaError, type SyncStatus } from '../api.ts';
import {
  isPersonalFilled,
  markPersonalFilled,
  readSyncState,
  type SyncState,
  writeSyncState,
} from '../database/meta.ts';
import { type Clock, isoOf } from '../deps.ts';
import { type ApplyContext, applyPages, StaleAnswer } from './apply.ts';
import { type Delivered, dropDocuments, evictFiles, sweep } from './evict.ts';
import type { Asked } from './guard.ts';
import type { Authorized } from './push.ts';
import type { Server } from './server.ts';

export interface PullContext extends ApplyContext {
  server: Server;
  authorized: Authorized;
  deviceId: string;
  clock: Clock;
  signal: AbortSignal;
  userId(): string;
  /** True when the user belongs on another replica now. */
  moved(scope: ReplicaScope): Promise<boolean>;
  onMoved(): void;
  /** One attempt to send what is pending; resolves whatever comes of it. */
  pushFirst(): Promise<void>;
  onRepair(why: NonNullable<SyncState['repair']>): void;
  onProgress(state: SyncState, progress: SyncStatus['progress']): void;
}

export interface Puller {
  state(): SyncState;
  /** Pulls until there is no more. */
  pullAll(): Promise<void>;
  /** Something of what was stored is gone: downloads afresh in place. Takes effect with the next pull. */
  repair(why: NonNullable<SyncState['repair']>): Promise<void>;
  /** What is under way for the present user must not be applied any more. */
  discard(): void;
  /** Another user of the same scope works on this replica now. */
  entered(): Promise<void>;
}

/** A pull on its way, asked from a checkpoint. */
interface Question {
  asked: Asked;
  answer: Promise<PullResponse>;
}

/** Reads the feed. Data is stored before the checkpoint that speaks of it; a page applied twice changes nothing. */
export async function createPuller(context: PullContext): Promise<Puller> {
  const { database, guard } = context;
  let state = await readSyncState(database);
  const delivered: Delivered = new Map();
  // What a broken-off download in place had delivered is forgotten, so it starts over.
  if (state.resync) state = { ...state, checkpoint: null };
  if (database.rebuilt.shared) await repair('rebuilt');
  await entered();

  async function repair(why: NonNullable<SyncState['repair']>) {
    guard.discard();
    delivered.clear();
    await save({ ...state, checkpoint: null, resync: true, repair: state.repair ?? why });
    context.onRepair(why);
  }

  /**
   * The checkpoint may say that this user's inbox is here while his own log was lost: then all is asked for again.
   * Under another user's checkpoint the server sends the inbox anyway.
   */
  async function entered() {
    const userId = context.userId();
    const lost = state.userId === userId && !(await isPersonalFilled(database));
    if (lost && state.checkpoint !== null) await save({ ...state, checkpoint: null, resync: true });
  }

  async function save(next: SyncState) {
    await writeSyncState(database, next);
    state = next;
  }

  async function startOver(rulesVersion: string | null) {
    delivered.clear();
    await save({ ...state, checkpoint: null, rulesVersion, resync: true });
  }

  function ask(checkpoint: string | null): Question {
    const asked = guard.begin();
    const answer = context.authorized((token) =>
      context.server.pull(
        {
          protocol: PROTOCOL_VERSION,
          schema: SCHEMA_VERSION,
          deviceId: context.deviceId,
          checkpoint,
          limit: PULL_LIMIT,
        },
        { token, signal: context.signal },
      ),
    );
    // Asked ahead and perhaps never waited for.
    answer.catch(() => undefined);
    return { asked, answer };
  }

  /** `null`: the server wants to begin anew, and so it will be. */
  async function answerTo({ answer }: Question): Promise<PullResponse | null> {
    try {
      return await answer;
    } catch (error) {
      const lost = error instanceof ReplicaError && error.code === 'resync_required';
      if (!lost || state.checkpoint === null) throw error;
      // It may be the rules that changed: the first answer will say.
      await startOver(null);
      return null;
    }
  }

  async function apply(answer: PullResponse, asked: Asked) {
    // An inbox item outlives its customer's stay here, and comes again without values under the same revision: what
    // eviction erases of it goes first, with every older version, and what is left of it is stored after.
    const isPersonal = ({ collection }: PullPage) => collections[collection].belongsTo === 'user';
    await applyPages(
      context,
      asked,
      answer.pages.filter((page) => !isPersonal(page)),
      state.resync,
    );
    if (state.resync) remember(delivered, answer);
    if (answer.evict.length > 0) {
      const gone = new Set(answer.evict);
      const unsent = context.outbox.pending().some((row) => gone.has(row.mutation.customerId ?? ''));
      if (unsent) await context.pushFirst();
      await evictFiles(context, answer.evict);
    }
    for (const [collection, dropped] of Map.groupBy(answer.drop, (document) => document.collection))
      await dropDocuments(
        database,
        collection,
        dropped.map(({ id }) => id),
      );
    await applyPages(context, asked, answer.pages.filter(isPersonal), state.resync);
    // What was damaged or handed over meanwhile makes the answer incomplete: it is asked for anew.
    if (asked.stale()) throw new StaleAnswer();
    const finished = state.resync && answer.complete && !answer.more;
    if (finished) await sweep(context, delivered, asked);
    if (!(await isPersonalFilled(database))) await markPersonalFilled(database);
    const { repair: under, ...rest } = state;
    await save({
      ...rest,
      ...(under === undefined || finished ? {} : { repair: under }),
      checkpoint: answer.checkpoint,
      rulesVersion: answer.rulesVersion,
      complete: state.complete || answer.complete,
      resync: state.resync && !finished,
      lastSyncAt: isoOf(context.clock.now()),
      userId: context.userId(),
    });
    if (finished) delivered.clear();
    if (!answer.more) await database.flush();
  }

  return {
    state: () => state,
    repair,
    discard: guard.discard,
    entered,
    async pullAll() {
      let ahead: Question | undefined;
      for (;;) {
        const question: Question = ahead ?? ask(state.checkpoint);
        ahead = undefined;
        try {
          const answer = await answerTo(question);
          if (answer === null || question.asked.stale()) continue;
          if (await context.moved(answer.scope)) {
            context.onMoved();
            return;
          }
          if (state.rulesVersion !== null && answer.rulesVersion !== state.rulesVersion) {
            await startOver(answer.rulesVersion);
            continue;
          }
          // While a page is stored the next one is on its way: a first download is half waiting for answers.
          if (answer.more) ahead = ask(answer.checkpoint);
          await apply(answer, question.asked);
          context.onProgress(state, answer.complete ? undefined : answer.progress);
          if (!answer.more) return;
        } catch (error) {
          ahead?.asked.end();
          ahead = undefined;
          if (!(error instanceof StaleAnswer)) throw error;
        } finally {
          question.asked.end();
        }
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
