import type { CollectionName } from '#shared/model/collections.ts';
import {
  type CustomerListQuery,
  type CustomerWindow,
  type EditInput,
  type LiveQuery,
  type OutboxEntry,
  ReplicaError,
  type SearchHit,
  type Session,
  type SignInInput,
  type SyncStatus,
  type Unsubscribe,
} from './api.ts';
import { entityOf, type RawDocument } from './database/documents.ts';
import { watchQuery } from './database/live.ts';
import { readAll } from './database/scan.ts';
import type { ReplicaDeps } from './deps.ts';
import { createMutex } from './mutex.ts';
import { type OpenReplica, openReplica } from './opened.ts';
import { saveEdit } from './outbox/edit.ts';
import { entriesOf } from './outbox/entries.ts';
import type { Resumption } from './rpc/contract.ts';
import { readUsernames } from './session/device.ts';
import { type ActiveSession, resume, signIn } from './session/session.ts';
import { createStatus } from './status.ts';
import { onlinePath } from './sync/online-path.ts';
import { createServer } from './sync/server.ts';

type OnError = (error: unknown) => void;

/** The whole replica without its Worker: what the channel serves, and what tests and the simulator drive. */
export interface ReplicaCore {
  knownUsernames(): Promise<string[]>;
  signIn(input: SignInInput): Promise<{ session: Session; resumption: Resumption }>;
  resume(input: Resumption): Promise<Session>;
  signOut(): Promise<void>;
  onStatus(listener: (status: SyncStatus) => void): Unsubscribe;
  syncNow(): Promise<void>;
  connectivity(online: boolean): void;
  wake(): void;
  watch(query: LiveQuery, listener: (documents: RawDocument[]) => void, onError: OnError): Unsubscribe;
  edit(input: EditInput): Promise<{ mutationId: string; documentId: string }>;
  watchOutbox(listener: (entries: OutboxEntry[]) => void, onError: OnError): Unsubscribe;
  dismiss(mutationId: string): Promise<void>;
  watchCustomers(
    query: CustomerListQuery,
    window: { from: number; count: number },
    listener: (window: CustomerWindow) => void,
    onError: OnError,
  ): Unsubscribe;
  search(text: string, limit: number): Promise<SearchHit[]>;
  fetchOnline(path: string, body?: unknown): Promise<unknown>;
  /** Everything in the replica of one collection, by id: for comparisons in tests and the simulator. */
  all(collection: CollectionName): Promise<RawDocument[]>;
}

export function createReplicaCore(deps: ReplicaDeps): ReplicaCore {
  const server = createServer(deps.serverUrl, deps.fetch);
  const status = createStatus();
  const oneByOne = createMutex();
  const endings = new Set<() => void>();
  let open: OpenReplica | undefined;
  let online = deps.online;

  function opened(): OpenReplica {
    if (open === undefined) throw new ReplicaError('not_signed_in');
    return open;
  }

  async function close() {
    const closing = open;
    open = undefined;
    for (const end of [...endings]) end();
    await closing?.close();
    status.reset();
  }

  async function enter(session: ActiveSession): Promise<Session> {
    if (open?.session.user.id === session.user.id) {
      open.session = session;
      status.set({ connection: 'unknown', error: undefined });
      open.sync.nudge();
    } else {
      await close();
      open = await openReplica(deps, server, status, session);
      open.sync.start();
    }
    return { user: session.user, mode: session.mode };
  }

  /** Ends with `not_signed_in` at sign-out; what runs on a closed database would never answer again. */
  function live(onError: OnError, begin: (replica: OpenReplica) => Unsubscribe): Unsubscribe {
    const stop = begin(opened());
    const end = () => {
      endings.delete(end);
      stop();
      onError(new ReplicaError('not_signed_in'));
    };
    endings.add(end);
    return () => {
      if (endings.delete(end)) stop();
    };
  }

  return {
    knownUsernames: () => readUsernames(deps.secrets),
    signIn: (input) =>
      oneByOne(async () => {
        const active = await signIn({ ...deps, ...(online === undefined ? {} : { online }) }, server, input);
        const session = await enter(active);
        return { session, resumption: { username: active.username, key: active.key } };
      }),
    resume: (input) =>
      oneByOne(async () => {
        try {
          return await enter(await resume(deps, server, input));
        } catch (error) {
          status.set({ connection: 'refused', error: 'not_signed_in' });
          throw error;
        }
      }),
    signOut: () => oneByOne(close),
    onStatus: status.onChange,
    syncNow: () => opened().sync.now(),
    connectivity(next) {
      online = next;
      if (next) open?.sync.nudge();
      else if (open !== undefined) status.set({ connection: 'offline' });
    },
    wake: () => open?.sync.nudge(),
    watch: (query, listener, onError) =>
      live(onError, ({ database }) => watchQuery(database, query, deps.clock, listener, onError)),
    async edit(input) {
      const { database, outbox, session, sync } = opened();
      const { clock, newId } = deps;
      const saved = await saveEdit({ database, outbox, role: session.user.role, clock, newId }, input);
      sync.edited();
      return saved;
    },
    watchOutbox: (listener, onError) =>
      live(onError, (replica) => {
        const send = () =>
          listener(entriesOf(replica.outbox.rows(), replica.sending(), replica.directory.nameOf));
        const stops = [replica.outbox.onChange(send), replica.onSending(send)];
        send();
        // Names come from the list, which may still be being read.
        let listening = true;
        void replica.directory.ready.then(() => listening && send());
        return () => {
          listening = false;
          for (const stop of stops) stop();
        };
      }),
    async dismiss(mutationId) {
      const { outbox } = opened();
      const row = outbox.rows().find((candidate) => candidate.mutation.id === mutationId);
      if (row === undefined) return;
      // An edit without an answer is the only copy of somebody's work.
      if (row.state === 'pending') throw new ReplicaError('not_allowed');
      await outbox.remove(mutationId);
    },
    watchCustomers: (query, window, listener, onError) =>
      live(onError, ({ windows }) => windows.watch(query, window, listener)),
    search: async (text, limit) => opened().directory.search(text, limit),
    async fetchOnline(path, body) {
      const { session } = opened();
      const safe = onlinePath(path, deps.serverUrl);
      return await session.authorized((token) => server.ask(safe, body, { token }));
    },
    all: async (collection) => (await readAll(opened().database.collections[collection])).map(entityOf),
  };
}
