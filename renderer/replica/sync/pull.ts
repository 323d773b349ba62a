import { daysBefore } from '#shared/domain/days.ts';
import { collections } from '#shared/model/collections.ts';
import { TRANSACTION_DAYS } from '#shared/model/transaction.ts';
import type { ReplicaScope } from '#shared/protocol/auth.ts';
import type { PullPage, PullRequest, PullResponse } from '#shared/protocol/pull.ts';
import { PULL_LIMIT } from '#shared/protocol/pull.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { ReplicaError } from '../api/error.ts';
import type { SyncStatus } from '../api/status.ts';
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
import { type HeldDigests, sumUp } from './holdings.ts';
import type { Authorized, Standing } from './push.ts';
import type { Server } from './server.ts';
import { removeUnnamed } from './whole.ts';

export interface PullContext extends ApplyContext {
  server: Server;
  authorized: Authorized;
  deviceId: string;
  clock: Clock;
  signal: AbortSignal;
  userId(): string;
  /** Of the replica's scope. */
  scopeId(): string;
  /** True when the user belongs on another replica now. */
  moved(scope: ReplicaScope): Promise<boolean>;
  onMoved(): void;
  /** What the user's role may see is something else than what filled this replica. */
  onRulesChanged(): void;
  /** One attempt to send what is pending; resolves whatever comes of it. */
  pushFirst(): Promise<void>;
  onRepair(why: NonNullable<SyncState['repair']>): void;
  /** What is here begins or ceases to be compared with what the server has. */
  onComparing(comparing: boolean): void;
  onLostHistory(): void;
  onProgress(state: SyncState, progress: SyncStatus['progress']): void;
}

export interface Puller {
  state(): SyncState;
  /** How the answer to a push is to be taken. */
  standingOf(run: string | undefined): Standing;
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
  /** It says what is here, to be compared. */
  compares: boolean;
}

/** Reads the feed. Data is stored before the checkpoint that speaks of it; a page applied twice changes nothing. */
export async function createPuller(context: PullContext): Promise<Puller> {
  const { database, guard } = context;
  let state = await readSyncState(database);
  const delivered: Delivered = new Map();
  let held: HeldDigests | undefined;
  // What a broken-off download in place had delivered is forgotten, so it starts over.
  if (state.resync) state = { ...state, checkpoint: null };
  if (database.rebuilt.shared) await repair('rebuilt');
  await entered();
  if (state.reconcile) context.onComparing(true);

  async function repair(why: NonNullable<SyncState['repair']>) {
    guard.discard();
    delivered.clear();
    await save({ ...inPlace(state), repair: state.repair ?? why });
    context.onRepair(why);
  }

  /**
   * The checkpoint may say that this user's inbox is here while his own log was lost: then all is asked for again.
   * Under another user's checkpoint the server sends the inbox anyway.
   */
  async function entered() {
    const userId = context.userId();
    const lost = state.userId === userId && !(await isPersonalFilled(database));
    if (lost && state.checkpoint !== null) await save(inPlace(state));
  }

  async function save(next: SyncState) {
    await writeSyncState(database, next);
    const { reconcile } = state;
    state = next;
    if (!next.reconcile) held = undefined;
    if (next.reconcile !== reconcile) context.onComparing(next.reconcile === true);
  }

  async function startOver(rulesVersion: string | null) {
    delivered.clear();
    await save({ ...inPlace(state), rulesVersion });
  }

  /** History was lost. A replica that was whole has most of what it is to have: it is compared instead of downloaded. */
  async function compareAll() {
    held = undefined;
    const { compare, ...rest } = state;
    await save({ ...rest, checkpoint: null, reconcile: true });
  }

  /** What is told of the replica with a request, while it is compared. */
  async function toldWith({
    checkpoint,
    compare,
  }: Pick<SyncState, 'checkpoint' | 'compare'>): Promise<
    Pick<PullRequest, 'checkpoint' | 'holds' | 'files'>
  > {
    if (!state.reconcile || (checkpoint !== null && compare === undefined)) return { checkpoint };
    held ??= await sumUp(database, daysBefore(new Date(context.clock.now()), TRANSACTION_DAYS));
    if (held === undefined) {
      // Of documents from before there were tags nothing can be said.
      await save(inPlace(state));
      return { checkpoint: null };
    }
    if (compare !== undefined) return { checkpoint, files: held.next(compare) };
    return { checkpoint, holds: held.all(context.scopeId(), state.rulesVersion ?? '') };
  }

  async function ask(from: Pick<SyncState, 'checkpoint' | 'compare'>): Promise<Question> {
    const telling = await toldWith(from);
    const asked = guard.begin();
    const answer = context.authorized((token) =>
      context.server.pull(
        {
          protocol: PROTOCOL_VERSION,
          schema: SCHEMA_VERSION,
          deviceId: context.deviceId,
          limit: PULL_LIMIT,
          ...telling,
        },
        { token, signal: context.signal },
      ),
    );
    // Asked ahead and perhaps never waited for.
    answer.catch(() => undefined);
    return { asked, answer, compares: telling.holds !== undefined };
  }

  /** A push was answered while it is not known which history this replica is to follow. */
  function unsure(customerId: string) {
    if (!state.reconcile) return;
    held?.unsure(customerId);
    guard.discard();
  }

  /** `null`: the server wants to begin anew, and so it will be. */
  async function answerTo({ answer }: Question): Promise<PullResponse | null> {
    try {
      return await answer;
    } catch (error) {
      const lost = error instanceof ReplicaError && error.code === 'resync_required';
      if (!lost || state.checkpoint === null) throw error;
      context.onLostHistory();
      if (state.complete && !state.resync) {
        await compareAll();
        return null;
      }
      // It may be the rules that changed: the first answer will say.
      await startOver(null);
      return null;
    }
  }

  async function apply(answer: PullResponse, asked: Asked) {
    // An inbox item outlives its customer's stay here, and comes again without values under the same revision: what
    // eviction erases of it goes first, with every older version, and what is left of it is stored after.
    const isPersonal = ({ collection }: PullPage) => collections[collection].belongsTo === 'user';
    const { run } = answer;
    const anew = state.resync || state.reconcile === true;
    const files = answer.pages.filter((page) => !isPersonal(page));
    guard.pulled(filesIn(files));
    await applyPages(context, asked, { pages: files, run }, anew);
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
    await applyPages(context, asked, { pages: answer.pages.filter(isPersonal), run }, anew);
    if (state.complete) await removeUnnamed(context, asked, answer);
    // What was damaged or handed over meanwhile makes the answer incomplete: it is asked for anew.
    if (asked.stale()) throw new StaleAnswer();
    const finished = anew && answer.complete && !answer.more;
    if (finished && state.resync) await sweep(context, delivered, asked, run);
    if (!(await isPersonalFilled(database))) await markPersonalFilled(database);
    const { repair: under, run: _, compare: __, reconcile, ...rest } = state;
    await save({
      ...rest,
      ...(under === undefined || finished ? {} : { repair: under }),
      ...(run === undefined ? {} : { run }),
      ...(reconcile && !finished ? { reconcile } : {}),
      ...(answer.compare === undefined ? {} : { compare: answer.compare }),
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
    standingOf(run) {
      if (run === undefined) return { foreign: false, unsure: undefined };
      if (state.checkpoint === null) return { foreign: false, unsure };
      const foreign = state.run !== undefined && state.run !== run;
      return foreign ? { foreign } : { foreign, unsure: undefined };
    },
    async pullAll() {
      let ahead: Question | undefined;
      for (;;) {
        const question: Question = ahead ?? (await ask(state));
        ahead = undefined;
        try {
          const answer = await answerTo(question);
          if (answer === null || question.asked.stale()) continue;
          if (await context.moved(answer.scope)) {
            context.onMoved();
            return;
          }
          if (state.rulesVersion !== null && answer.rulesVersion !== state.rulesVersion) {
            context.onRulesChanged();
            await startOver(answer.rulesVersion);
            continue;
          }
          if (question.compares && answer.comparing !== true) await save(inPlace(state));
          // While a page is stored the next one is on its way: a first download is half waiting for answers.
          if (answer.more) ahead = await ask(answer);
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

/** Everything is downloaded afresh over what is here. */
function inPlace({ compare, reconcile, ...state }: SyncState): SyncState {
  return { ...state, checkpoint: null, resync: true };
}

function filesIn(pages: readonly PullPage[]): Set<string> {
  const ids = pages.flatMap(({ rows }) => rows.flatMap(({ doc }) => doc.customerId ?? []));
  return new Set(ids.map(String));
}

function remember(delivered: Delivered, answer: PullResponse) {
  for (const { collection, rows } of answer.pages) {
    const ids = delivered.get(collection) ?? new Set<string>();
    delivered.set(collection, ids);
    for (const row of rows) if (!row.deleted) ids.add(row.doc.id);
  }
}
