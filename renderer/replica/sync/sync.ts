import type { ReplicaScope } from '#shared/protocol/auth.ts';
import { ReplicaError, type ReplicaErrorCode } from '../api/error.ts';
import type { Database } from '../database/open.ts';
import type { Clock, Journal } from '../deps.ts';
import type { Acts } from '../outbox/acts.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { StatusStore } from '../status.ts';
import { createGuard, type Guard } from './guard.ts';
import { createKeptRun } from './kept-run.ts';
import { createLoop } from './loop.ts';
import { createPuller } from './pull.ts';
import { type Authorized, pushAll } from './push.ts';
import type { Server } from './server.ts';
import { listen } from './stream.ts';

/** Milliseconds between pulls that nobody asked for: a poke can be missed. With its jitter never over a minute. */
const POLL_EVERY = 50_000;

export interface SyncOptions {
  database: Database;
  outbox: Outbox;
  acts: Acts;
  server: Server;
  authorized: Authorized;
  deviceId: string;
  journal: Journal;
  clock: Clock;
  random(): number;
  automatic: boolean;
  userId(): string;
  scopeId(): string;
  moved(scope: ReplicaScope): Promise<boolean>;
  /** The user belongs on another replica now. */
  onMoved(): void;
  onRulesChanged(): void;
  /** The storage refuses to go on; only opening it anew helps. */
  onBroken(): void;
  /** A pull was answered, or was not, and why. */
  onContact(reached: boolean, why?: ReplicaErrorCode): void;
  /** See `OpenHooks`. */
  onLostHistory(): void;
  onStatus: StatusStore['set'];
  onSending(ids: ReadonlySet<string>): void;
}

export interface Sync {
  /** One round of everything, now and from now on; nothing where the caller takes every step. */
  start(): void;
  /** Something happened that may have brought the server back: network, wake-up, the person's wish. */
  nudge(): void;
  /** There is something to send. */
  edited(): void;
  /** The run of the database that documents here are of; empty while they are of several. */
  run(): string | undefined;
  /** One round of both, whatever comes of it. */
  now(): Promise<void>;
  /** What was stored is not whole any more: downloads afresh in place, with the unsent edits kept. */
  repair(): Promise<void>;
  /** What is under way for the present user must not be applied any more: somebody else takes over. */
  discard(): void;
  /** Another user of the same scope works on this replica now. */
  entered(): Promise<void>;
  stop(): Promise<void>;
}

/** Codes that trying again does not cure: somebody has to sign in again, or update. */
const refusals: readonly ReplicaErrorCode[] = [
  'unauthenticated',
  'credentials_invalid',
  'session_revoked',
  'user_disabled',
  'demo_account_refused',
  'forbidden',
  'client_too_old',
  'server_too_old',
  'not_signed_in',
];

/** Milliseconds after which the screen says that data is being compared: mostly it is over sooner. */
const COMPARING_SHOWN = 3_000;
/** Milliseconds until a storage that refuses to go on is opened anew: a full disk gets time to be emptied. */
const REOPEN_FULL = 60_000;
const REOPEN_BROKEN = 2_000;

/** The sync loop: pulls and pushes run beside each other, so that neither waits for the other's failures. */
export async function createSync(options: SyncOptions): Promise<Sync> {
  const { database, outbox, acts, server, deviceId, clock, random, automatic, journal, onStatus } = options;
  const { userId, scopeId, moved, onMoved, onRulesChanged, onLostHistory } = options;
  const keptRun = createKeptRun(journal);
  const ending = new AbortController();
  // A refresh that hangs on a dead line must not hold up who signs out; its answer is kept all the same.
  const authorized: Authorized = (request) =>
    new Promise((resolve, reject) => {
      const onEnd = () => reject(new ReplicaError('not_signed_in'));
      ending.signal.addEventListener('abort', onEnd);
      options
        .authorized(request)
        .then(resolve, reject)
        .finally(() => ending.signal.removeEventListener('abort', onEnd));
    });
  const guard: Guard = createGuard();
  const common = {
    database,
    outbox,
    acts,
    guard,
    server,
    authorized,
    deviceId,
    clock,
    journal,
    signal: ending.signal,
  };
  let pulling = false;
  let pushing = false;
  let wasCut = false;
  let cancelReopening: (() => void) | undefined;
  let cancelComparing: (() => void) | undefined;

  function report(error: unknown) {
    const code =
      error === undefined ? undefined : error instanceof ReplicaError ? error.code : 'replica_broken';
    // The server has spoken, and what it waits for is under way.
    const reached = code === undefined || code === 'busy' || code === 'resync_required';
    options.onContact(reached, code);
    if (reached) {
      onStatus({ connection: 'online', error: undefined });
      return;
    }
    if (code === 'storage_full' || code === 'replica_broken') reopenLater(code);
    // What could not be stored was answered: the line is all right.
    if (code === 'storage_full') onStatus({ connection: 'online', error: code });
    else if (refusals.includes(code)) onStatus({ connection: 'refused', error: code });
    else if (code === 'offline' || code === 'timeout' || code === 'unavailable')
      onStatus({ connection: 'offline' });
    else onStatus({ error: code });
  }

  function reopenLater(code: 'storage_full' | 'replica_broken') {
    if (!automatic) return;
    cancelReopening ??= clock.after(code === 'storage_full' ? REOPEN_FULL : REOPEN_BROKEN, options.onBroken);
  }

  let hints = 0;
  const hinted = () => {
    hints += 1;
    onStatus({ decisionHints: hints });
  };

  const phase = () => {
    const first = !puller.state().complete;
    onStatus({ phase: pulling ? (first ? 'first_sync' : 'pulling') : pushing ? 'pushing' : 'idle' });
  };

  const push = createLoop(
    async () => {
      const waits = outbox.pending().some((row) => row.authorId === userId());
      if (!waits && acts.of(userId()).length === 0) return;
      pushing = true;
      phase();
      try {
        await pushAll({
          ...common,
          keptRun,
          authorId: userId,
          standingOf: puller.standingOf,
          onSending: options.onSending,
          onOvertaken: () => automatic && pull.trigger(),
        });
      } catch (error) {
        if (error instanceof ReplicaError && error.code === 'resync_required') pushedTooEarly();
        throw error;
      } finally {
        pushing = false;
        phase();
      }
    },
    { clock, random, automatic, onResult: (error) => error !== undefined && report(error) },
  );

  /** The device delivers what it keeps, and a pull finds out what else was lost; the back-off tries again after that. */
  function pushedTooEarly() {
    keptRun.refused();
    onLostHistory();
    if (automatic) pull.trigger();
  }

  function tellComparing(comparing: boolean) {
    cancelComparing?.();
    cancelComparing = undefined;
    if (comparing) cancelComparing = clock.after(COMPARING_SHOWN, () => onStatus({ comparing: true }));
    else onStatus({ comparing: undefined });
  }

  const puller = await createPuller({
    ...common,
    userId,
    scopeId,
    moved,
    onMoved,
    onRulesChanged,
    onLostHistory,
    onComparing: tellComparing,
    pushFirst: () => push.round(),
    onRepair: (repair) => onStatus({ repair }),
    onProgress: (state, progress) =>
      onStatus({
        connection: 'online',
        complete: state.complete,
        progress,
        repair: state.repair,
        ...(state.lastSyncAt === null ? {} : { lastSyncAt: state.lastSyncAt }),
      }),
  });

  const pull = createLoop(
    async () => {
      pulling = true;
      phase();
      try {
        await puller.pullAll();
      } finally {
        pulling = false;
        phase();
      }
    },
    {
      clock,
      random,
      automatic,
      every: POLL_EVERY,
      onResult(error) {
        report(error);
        // The line is back: what could not be sent waits no longer.
        if (automatic && error === undefined && wasCut) push.trigger();
        wasCut = error !== undefined;
      },
    },
  );

  const stream = createLoop(
    () =>
      authorized((token) =>
        listen({
          open: (signal) => server.stream(token, signal),
          clock,
          signal: ending.signal,
          onOpen: () => {
            pull.trigger();
            // What was said while nobody listened.
            hinted();
          },
          onPoke: () => pull.trigger(),
          onDecide: hinted,
        }),
      ),
    {
      clock,
      random,
      automatic,
      every: 1_000,
      onResult(error) {
        // A stream that breaks is the first to know of a cut line: a pull finds out, not the poll a minute later.
        if (error !== undefined && !wasCut) pull.trigger();
      },
    },
  );

  const { complete, lastSyncAt, repair } = puller.state();
  onStatus({ complete, repair, ...(lastSyncAt === null ? {} : { lastSyncAt }) });

  function nudge() {
    pull.trigger();
    push.trigger();
    stream.trigger();
  }

  return {
    start: () => automatic && nudge(),
    nudge,
    edited: () => automatic && push.trigger(),
    run() {
      const { run, resync, reconcile } = puller.state();
      return run !== undefined && (resync || reconcile) ? '' : run;
    },
    now: async () => {
      await Promise.all([pull.round(), push.round()]);
    },
    async repair() {
      await puller.repair('damaged');
      if (automatic) pull.trigger();
    },
    discard: puller.discard,
    entered: puller.entered,
    async stop() {
      cancelReopening?.();
      cancelComparing?.();
      ending.abort();
      await Promise.all([pull.stop(), push.stop(), stream.stop()]);
    },
  };
}
