import { type Database, openDatabase } from './database/open.ts';
import type { ReplicaDeps } from './deps.ts';
import { type Directory, openDirectory } from './list/directory.ts';
import { createWindows, type Windows } from './list/windows.ts';
import { type Outbox, openOutbox } from './outbox/outbox.ts';
import { reapplyPending } from './outbox/reapply.ts';
import { needsAttention } from './outbox/row.ts';
import type { ActiveSession } from './session/session.ts';
import type { StatusStore } from './status.ts';
import type { Server } from './sync/server.ts';
import { createSync, type Sync } from './sync/sync.ts';

/** One user's replica, open. */
export interface OpenReplica {
  /** Replaced when the same person signs in again. */
  session: ActiveSession;
  database: Database;
  outbox: Outbox;
  directory: Directory;
  windows: Windows;
  sync: Sync;
  sending(): ReadonlySet<string>;
  onSending(listener: () => void): () => void;
  close(): Promise<void>;
}

export async function openReplica(
  deps: ReplicaDeps,
  server: Server,
  status: StatusStore,
  session: ActiveSession,
): Promise<OpenReplica> {
  const database = await openDatabase({
    name: `branchline-${deps.namespace ?? ''}${session.user.id}`,
    storage: deps.storage,
    locks: deps.locks,
  });
  try {
    return await assemble(deps, server, status, session, database);
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
): Promise<OpenReplica> {
  const outbox = await openOutbox(database.collections.outbox);
  await reapplyPending(database, outbox);
  const count = () =>
    status.set({ unsent: outbox.pending().length, attention: outbox.rows().filter(needsAttention).length });
  count();
  outbox.onChange(count);

  let sending: ReadonlySet<string> = new Set();
  const listeners = new Set<() => void>();
  const sync = await createSync({
    database,
    outbox,
    server,
    authorized: (request) => open.session.authorized(request),
    deviceId: session.deviceId,
    clock: deps.clock,
    random: deps.random,
    automatic: deps.automatic ?? true,
    // A device whose secrets cannot be written works on; it only cannot be signed in to offline for as long.
    onContact: (reached) => void open.session.noticed(reached).catch(() => undefined),
    onStatus: status.set,
    onSending(ids) {
      sending = new Set(ids);
      for (const listener of listeners) listener();
    },
  });
  const directory = openDirectory(database.collections);

  const open: OpenReplica = {
    session,
    database,
    outbox,
    directory,
    windows: createWindows(directory, deps.clock),
    sync,
    sending: () => sending,
    onSending(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await sync.stop();
      directory.close();
      await directory.ready.catch(() => undefined);
      await database.close();
    },
  };
  return open;
}
