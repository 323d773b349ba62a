import type { CollectionName } from '#shared/model/collections.ts';
import type { CustomerListQuery, CustomerNeighbours, CustomerWindow } from './api/customer-list.ts';
import type { LiveQuery } from './api/documents.ts';
import type { OutboxEntry } from './api/edits.ts';
import { ReplicaError, type ReplicaErrorCode } from './api/error.ts';
import type { PassedCalls, Unsubscribe } from './api/replica.ts';
import type { ProviderSignInInput, Session, SignInInput } from './api/session.ts';
import type { SyncStatus } from './api/status.ts';
import { entityOf, type RawDocument } from './database/documents.ts';
import { watchQuery } from './database/live.ts';
import { readAll } from './database/scan.ts';
import { isoOf, type ReplicaDeps } from './deps.ts';
import { createDeviceAgent } from './device/agent.ts';
import { createHealth } from './device/health.ts';
import { approvalWaits } from './device/identity.ts';
import { createSequence } from './device/sequence.ts';
import { readDraft, writeDraft } from './drafts.ts';
import type { OpenReplica } from './opened.ts';
import { type EditContext, saveEdit, saveEdits } from './outbox/edit.ts';
import { entriesOf } from './outbox/entries.ts';
import { recordAct } from './outbox/record.ts';
import type { Resumption } from './rpc/contract.ts';
import { createSeat } from './seat.ts';
import { readUsernames } from './session/usernames.ts';
import { createStatus } from './status.ts';
import { createClockCheck } from './sync/clock-check.ts';
import { createFailover } from './sync/failover.ts';
import { onlinePath } from './sync/online-path.ts';
import { createServer } from './sync/server.ts';

type OnError = (error: unknown) => void;

/** Edits that are told of one by one; of more, together after some milliseconds. */
const FEW = 200;
const GATHER = 300;

/** A screen that follows a part of the replica. */
interface Listening {
  end(code: ReplicaErrorCode): void;
  /** The same session works on another replica now. */
  move(replica: OpenReplica): void;
}

/** The whole replica without its Worker: what the channel serves, and what tests and the simulator drive. */
export interface ReplicaCore extends PassedCalls {
  signIn(input: SignInInput): Promise<{ session: Session; resumption: Resumption }>;
  signInByProvider(input: ProviderSignInInput): Promise<{ session: Session; resumption: Resumption }>;
  resume(input: Resumption): Promise<Session>;
  onStatus(listener: (status: SyncStatus) => void): Unsubscribe;
  /** What the device does for itself, once, whoever is at work or nobody: for who takes every step himself. */
  contact(): Promise<void>;
  connectivity(online: boolean): void;
  wake(): void;
  watch(query: LiveQuery, listener: (documents: RawDocument[]) => void, onError: OnError): Unsubscribe;
  watchOutbox(listener: (entries: OutboxEntry[]) => void, onError: OnError): Unsubscribe;
  watchCustomers(
    query: CustomerListQuery,
    window: { from: number; count: number },
    listener: (window: CustomerWindow) => void,
    onError: OnError,
  ): Unsubscribe;
  watchNeighbours(
    query: CustomerListQuery,
    customerId: string,
    listener: (neighbours: CustomerNeighbours) => void,
    onError: OnError,
  ): Unsubscribe;
  /** Ends the program as turning it off would: nothing runs any more, and nothing is erased. */
  close(): Promise<void>;
  /** Everything in the replica of one collection, by id: for comparisons in tests and the simulator. */
  all(collection: CollectionName): Promise<RawDocument[]>;
}

export function createReplicaCore(deps: ReplicaDeps): ReplicaCore {
  const status = createStatus();
  const clockCheck = createClockCheck((clockAhead) => status.set({ clockAhead }));
  const health = createHealth(deps, clockCheck, status);
  const { serverUrl, standbyUrls = [] } = deps;
  const fetcher =
    standbyUrls.length === 0
      ? deps.fetch
      : createFailover({
          ...deps,
          addresses: [serverUrl, ...standbyUrls],
          onServer: (origin) => status.set({ server: origin }),
        });
  const server = createServer(serverUrl, fetcher, deps.clock, clockCheck.heard);
  const listening = new Set<Listening>();
  let online = deps.online;

  const seat = createSeat({
    replica: deps,
    server,
    status,
    online: () => online,
    isClockRight: clockCheck.isRight,
    onLeft(code) {
      for (const one of [...listening]) one.end(code);
    },
    onMoved(open) {
      for (const one of listening) one.move(open);
    },
    onContact(reached, why) {
      health.noticed(reached, why);
      agent.noticed(reached);
    },
    onLostHistory: () => agent.start(),
    onEnded: () => agent.start(),
  });
  const agent = createDeviceAgent({
    ...deps,
    server,
    report: health.report,
    wipe: seat.wipe,
    delivered: async () => await seat.present()?.delivered(),
    heldBack: () => new Set(seat.present()?.unanswered()),
  });
  // What a wipe has begun to destroy must not be opened before it is done with.
  const sequence = createSequence(deps.secrets);
  const ready = agent.recover().catch(() => undefined);
  void ready.then(agent.start);

  /** Ends with the reason why the session is over; what runs on a closed database would never answer again. */
  function live(onError: OnError, begin: (replica: OpenReplica) => Unsubscribe): Unsubscribe {
    let stop = begin(seat.opened());
    const one: Listening = {
      end(code) {
        listening.delete(one);
        stop();
        onError(new ReplicaError(code));
      },
      move(replica) {
        stop();
        stop = begin(replica);
      },
    };
    listening.add(one);
    return () => {
      if (listening.delete(one)) stop();
    };
  }

  async function entering<T>(come: () => Promise<T>): Promise<T> {
    await ready;
    try {
      const signedIn = await come();
      // The server may know this device only since now.
      agent.start();
      return signedIn;
    } catch (error) {
      // It may be that this device is to be wiped first.
      if (error instanceof ReplicaError && ['forbidden', 'device_revoked'].includes(error.code))
        agent.start();
      throw await approvalWaits(deps.secrets, error);
    }
  }

  function editing(): { context: EditContext; edited(): void } {
    const { database, outbox, session, sync } = seat.opened();
    const { clock, newId, journal } = deps;
    const { user, policy, seal, deviceId } = session;
    const author = { id: user.id, role: user.role, taken: policy.fieldRules ?? {} };
    const run = sync.run();
    return {
      context: { database, outbox, author, clock, newId, deviceId, sequence, seal, journal, run },
      edited: sync.edited,
    };
  }

  async function record(act: Parameters<typeof recordAct>[1]): Promise<void> {
    const { database, acts, session, sync } = seat.opened();
    const { clock, newId, journal } = deps;
    const { user, seal, deviceId } = session;
    const context = { database, acts, authorId: user.id, clock, newId, deviceId, sequence, seal, journal };
    await recordAct(context, act);
    sync.edited();
  }

  /** A disk that takes nothing more lets people in to read what is there; no file opens without its own record. */
  async function signIn(input: SignInInput) {
    const signedIn = await seat.signIn(input);
    if (signedIn.session.mode === 'offline') await record({ kind: 'enter' }).catch(() => undefined);
    return signedIn;
  }

  return {
    knownUsernames: () => readUsernames(deps.secrets),
    signIn: (input) => entering(() => signIn(input)),
    signInWays: () => server.ways(),
    beginProvider: (input) => server.beginProvider(input),
    signInByProvider: (input) => entering(() => seat.signInByProvider(input)),
    leaveProvider: seat.leaveProvider,
    async resume(input) {
      await ready;
      return await seat.resume(input);
    },
    signOut: seat.signOut,
    lock: seat.lock,
    unlock: seat.unlock,
    onStatus: status.onChange,
    async syncNow() {
      await seat.opened().sync.now();
      const round = agent.round();
      // Nobody waits for what the device does for itself, but who takes every step himself.
      if (deps.automatic === false) await round;
    },
    async contact() {
      await ready;
      await agent.round();
    },
    connectivity(next) {
      online = next;
      if (next) seat.present()?.sync.nudge();
      else if (seat.present() !== undefined) status.set({ connection: 'offline' });
    },
    wake() {
      seat.woke();
      agent.start();
      seat.present()?.sync.nudge();
    },
    watch: (query, listener, onError) =>
      live(onError, ({ database }) => watchQuery(database, query, deps.clock, listener, onError)),
    async edit(input) {
      const { context, edited } = editing();
      const saved = await saveEdit(context, input);
      edited();
      return saved;
    },
    async editMany(inputs) {
      const { context, edited } = editing();
      const saved = await saveEdits(context, inputs);
      edited();
      return saved;
    },
    readDraft: async (key) => await readDraft(seat.opened().database, key),
    writeDraft: async (key, value) =>
      await writeDraft(seat.opened().database, key, value, isoOf(deps.clock.now())),
    record,
    watchOutbox: (listener, onError) =>
      live(onError, (replica) => {
        let listening = true;
        let cancel: (() => void) | undefined;
        const send = () => {
          cancel = undefined;
          listener(entriesOf(replica.ownRows(), replica.sending(), replica.directory.nameOf));
        };
        /** After an edit of thousands each answer would carry thousands to the screen. */
        const sendSoon = () => {
          if (replica.outbox.rows().length <= FEW) send();
          else cancel ??= deps.clock.after(GATHER, send);
        };
        const stops = [replica.outbox.onChange(sendSoon), replica.onSending(sendSoon)];
        send();
        // Names come from the list, which may still be being read.
        void replica.directory.ready.then(() => listening && send());
        return () => {
          listening = false;
          cancel?.();
          for (const stop of stops) stop();
        };
      }),
    async dismiss(mutationId) {
      const { outbox, ownRows } = seat.opened();
      const row = ownRows().find((candidate) => candidate.mutation.id === mutationId);
      if (row === undefined) return;
      // An edit without an answer is the only copy of somebody's work.
      if (row.state === 'pending') throw new ReplicaError('not_allowed');
      await outbox.remove([mutationId]);
    },
    watchCustomers: (query, window, listener, onError) =>
      live(onError, ({ windows }) => windows.watch(query, window, listener)),
    watchNeighbours: (query, customerId, listener, onError) =>
      live(onError, ({ windows }) => windows.neighbours(query, customerId, listener)),
    customersBetween: async (query, from, to) => seat.opened().windows.between(query, from, to),
    selectedCustomers: async (query, selection) => seat.opened().windows.selected(query, selection),
    sumCustomers: async (query, selection) => seat.opened().windows.sums(query, selection),
    customerTexts: async (field) => seat.opened().directory.texts(field),
    assetStanding: async (customerId) => seat.opened().directory.standing(customerId),
    search: async (text, limit) => seat.opened().directory.search(text, limit),
    async fetchOnline(path, body) {
      const { session } = seat.opened();
      const safe = onlinePath(path, deps.serverUrl);
      return await session.authorized((token) => server.ask(safe, body, { token }));
    },
    async close() {
      await ready;
      await agent.stop();
      await seat.close();
    },
    all: async (collection) => (await readAll(seat.opened().database.collections[collection])).map(entityOf),
  };
}
