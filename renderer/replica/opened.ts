import type { ReplicaErrorCode } from './api/error.ts';
import { createDamage } from './database/damage.ts';
import { personalLog, sharedLog } from './database/log-names.ts';
import { type Database, type LogName, openDatabase } from './database/open.ts';
import type { ReplicaDeps } from './deps.ts';
import { forgetLostDrafts } from './drafts.ts';
import { type Directory, openDirectory } from './list/directory.ts';
import { createWindows, type Windows } from './list/windows.ts';
import { type Acts, openActs } from './outbox/acts.ts';
import { copyAgain } from './outbox/copy-again.ts';
import { forgetDelivered, noteDelivered } from './outbox/delivered.ts';
import { type Outbox, openOutbox } from './outbox/outbox.ts';
import { reapplyPending } from './outbox/reapply.ts';
import { needsAttention, type OutboxRow } from './outbox/row.ts';
import type { ActiveSession } from './session/session.ts';
import type { StatusStore } from './status.ts';
import type { Server } from './sync/server.ts';
import { createSync, type Sync } from './sync/sync.ts';

/** A replica, open for one of its users. */
export interface OpenReplica {
  /** Replaced when somebody signs in to it again. */
  session: ActiveSession;
  database: Database;
  outbox: Outbox;
  acts: Acts;
  /** The edits of the user whose session it is. */
  ownRows(): OutboxRow[];
  /** Ids of what this user sends himself: edits and acts without an answer. */
  unanswered(): string[];
  directory: Directory;
  windows: Windows;
  sync: Sync;
  sending(): ReadonlySet<string>;
  onSending(listener: () => void): () => void;
  /** Lets another user of the same scope work on it; nothing of what they share is opened again. */
  enter(session: ActiveSession): Promise<void>;
  /** The device has delivered sealed copies: see {@link noteDelivered}. */
  delivered(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenHooks {
  /** The user belongs on another replica now: close this one and open that. */
  onMoved(): void;
  /** A pull was answered, or was not, and why. */
  onContact(reached: boolean, why?: ReplicaErrorCode): void;
  /** The database is in another run: what this device keeps of answered edits is to be delivered once more. */
  onLostHistory(): void;
}

/** A session's logs on this device. */
export function logsOf(namespace: string, session: ActiveSession): { shared: LogName; personal: LogName } {
  return {
    shared: { name: sharedLog(namespace, session.scope.id), keys: session.keysOf('shared') },
    personal: { name: personalLog(namespace, session.user.id), keys: session.keysOf('personal') },
  };
}

export async function openReplica(
  deps: ReplicaDeps,
  server: Server,
  status: StatusStore,
  session: ActiveSession,
  hooks: OpenHooks,
): Promise<OpenReplica> {
  const damage = createDamage();
  const { indexedDB, locks } = deps;
  const logs = logsOf(deps.namespace ?? '', session);
  const database = await openDatabase({ ...logs, indexedDB, locks, onDamage: damage.report });
  try {
    const open = await assemble(deps, server, status, session, database, hooks);
    damage.follow(open, deps.onBroken ?? (() => undefined));
    return open;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function assemble(
  deps: ReplicaDeps,
  server: Server,
  status: StatusStore,
  session: ActiveSession,
  database: Database,
  hooks: OpenHooks,
): Promise<OpenReplica> {
  const outbox = await openOutbox(database);
  const acts = await openActs(database);
  await reapplyPending(database, outbox);
  await forgetLostDrafts(database);
  const ownRows = () => outbox.rows().filter((row) => row.authorId === open.session.user.id);

  let sending: ReadonlySet<string> = new Set();
  const listeners = new Set<() => void>();
  const open: OpenReplica = {
    session,
    database,
    outbox,
    acts,
    ownRows,
    unanswered: () => [
      ...ownRows().flatMap(({ state, mutation }) => (state === 'pending' ? mutation.id : [])),
      ...acts.of(open.session.user.id).map(({ act }) => act.id),
    ],
    directory: openDirectory(database, deps.clock),
    get windows() {
      return windows;
    },
    get sync() {
      return sync;
    },
    sending: () => sending,
    onSending(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async enter(next) {
      // Nothing is pulled for one user into the log of another.
      await database.exclusive(async () => {
        sync.discard();
        await database.change(logsOf(deps.namespace ?? '', next).personal);
        await outbox.entered();
        open.session = next;
      });
      await reapplyPending(database, outbox);
      await forgetLostDrafts(database);
      await sync.entered();
      await note();
      await copy();
      count();
    },
    async delivered() {
      if (await note()) sync.start();
    },
    async close() {
      await sync.stop();
      await open.directory.close();
      await database.close();
    },
  };
  const windows = createWindows(open.directory, deps.clock);
  const sync = await createSync({
    database,
    outbox,
    acts,
    server,
    authorized: (request) => open.session.authorized(request),
    deviceId: session.deviceId,
    journal: deps.journal,
    clock: deps.clock,
    random: deps.random,
    automatic: deps.automatic ?? true,
    userId: () => open.session.user.id,
    scopeId: () => open.session.scope.id,
    moved: (scope) => open.session.moved(scope),
    onMoved: hooks.onMoved,
    onRulesChanged: () => open.session.rulesChanged(),
    onBroken: deps.onBroken ?? (() => undefined),
    onContact: hooks.onContact,
    onLostHistory: hooks.onLostHistory,
    onStatus: status.set,
    onSending(ids) {
      sending = new Set(ids);
      for (const listener of listeners) listener();
    },
  });

  async function note() {
    const context = { database, journal: deps.journal, userId: open.session.user.id };
    await forgetDelivered({ ...context, acts });
    return await noteDelivered({ ...context, outbox });
  }

  /** A journal that takes nothing hinders nobody from working: an edit that it refuses is told as not saved. */
  async function copy() {
    const { session: active } = open;
    const edits = ownRows().flatMap(({ state, mutation }) => (state === 'pending' ? mutation : []));
    const done = acts.of(active.user.id).map(({ act }) => act);
    await copyAgain([...edits, ...done], deps.journal, active.seal).catch(() => undefined);
  }

  function count() {
    const own = ownRows();
    const unsent = own.filter((row) => row.state === 'pending').length;
    status.set({ unsent, attention: own.filter(needsAttention).length });
  }
  await note();
  await copy();
  count();
  outbox.onChange(count);
  return open;
}
