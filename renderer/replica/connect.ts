import { ReplicaError } from './api/error.ts';
import type { Replica, Unsubscribe } from './api/replica.ts';
import type { Session } from './api/session.ts';
import type { SyncStatus } from './api/status.ts';
import type { Journal, Secrets } from './deps.ts';
import { type Resumption, timeoutOfCall, type WindowContract, type WorkerContract } from './rpc/contract.ts';
import { createHeartbeat } from './rpc/heartbeat.ts';
import { createPeer, type Peer } from './rpc/peer.ts';
import type { Port } from './rpc/port.ts';
import { createSubscriptions } from './rpc/subscriptions.ts';

export interface ConnectOptions {
  serverUrl: string;
  standbyUrls?: readonly string[];
  /** Hours; see `ReplicaDeps`. */
  mostOfflineHours?: number | undefined;
  secrets: Secrets;
  journal: Journal;
  online(): boolean;
  /** Starts a worker; `onDead` reports that it failed. */
  connect(onDead: () => void): Port;
}

export interface Connection {
  replica: Replica;
  connectivity(online: boolean): void;
  wake(): void;
  close(): void;
}

type Remote = Peer<WorkerContract>;

/** What is true when no worker can be made to run. */
const lost: SyncStatus = {
  connection: 'refused',
  phase: 'idle',
  complete: false,
  unsent: 0,
  attention: 0,
  error: 'worker_lost',
};

/** Milliseconds before a dead worker is replaced, and how many deaths in a row, each this young, are enough. */
const RESTART_AFTER = 300;
const MOST_DEATHS = 5;
const YOUNG = 60_000;

/** The window's side of the replica. It outlives its worker: one that died is replaced and asked the same again. */
export async function connectReplica(options: ConnectOptions): Promise<Connection> {
  const { secrets, journal, serverUrl, standbyUrls, mostOfflineHours } = options;
  const subscriptions = createSubscriptions();
  let deaths = 0;
  let closed = false;
  let resumption: Resumption | undefined;
  let current: Promise<Remote>;
  let hangUp: () => void = () => undefined;

  async function start(): Promise<Remote> {
    const born = Date.now();
    let over = false;
    const onDead = () => {
      if (over) return;
      over = true;
      deaths = Date.now() - born < YOUNG ? deaths + 1 : 1;
      const again = !closed && deaths < MOST_DEATHS;
      if (again) current = restart();
      stop();
      if (!again) subscriptions.lose();
    };
    const port = options.connect(onDead);
    const remote = createPeer<WorkerContract, WindowContract>(
      port,
      {
        calls: {
          replaceMe: async () => onDead(),
          readSecret: (name) =>
            secrets.readSecret(name).catch(() => {
              throw new ReplicaError('secrets_unavailable');
            }),
          writeSecret: (name, value) => secrets.writeSecret(name, value),
          removeSecret: (name) => secrets.removeSecret(name),
          appendJournal: (copy) => journal.appendJournal(copy),
          appendJournalBatch: (copies) => journal.appendJournalBatch(copies),
          readJournal: () => journal.readJournal(),
          answerInJournal: (mutationIds, answered) => journal.answerInJournal(mutationIds, answered),
          removeFromJournal: (mutationIds) => journal.removeFromJournal(mutationIds),
        },
        streams: {},
      },
      { timeoutOf: timeoutOfCall, onSign: () => heartbeat.sign() },
    );
    const heartbeat = createHeartbeat(() => remote.ping(), onDead);
    function stop() {
      heartbeat.stop();
      remote.close();
    }
    hangUp = stop;
    const input = { serverUrl, standbyUrls, mostOfflineHours, online: options.online() };
    await remote.call('start', resumption === undefined ? input : { ...input, resume: resumption }).catch(
      // The session could not be brought back: the status says so, and the person signs in again.
      (error: unknown) => {
        if (resumption === undefined || (error instanceof ReplicaError && error.code === 'worker_lost'))
          throw error;
        resumption = undefined;
      },
    );
    subscriptions.attach(remote);
    return remote;
  }

  function restart(): Promise<Remote> {
    const next = new Promise<void>((resolve) => setTimeout(resolve, RESTART_AFTER)).then(start);
    // Whoever calls next gets the error; nobody may be waiting now.
    next.catch(() => undefined);
    return next;
  }

  /** The worker that runs, or the next one that comes to run. */
  async function remote(): Promise<Remote> {
    for (;;) {
      const attempt = current;
      try {
        return await attempt;
      } catch (error) {
        if (attempt === current) throw error;
      }
    }
  }

  current = start();
  await remote();

  async function withRemote<T>(use: (remote: Remote) => Promise<T>): Promise<T> {
    return await use(await remote());
  }

  function came(signedIn: { session: Session; resumption: Resumption }): Session {
    resumption = signedIn.resumption;
    subscriptions.revive();
    return signedIn.session;
  }

  const replica: Replica = {
    knownUsernames: () => withRemote((remote) => remote.call('knownUsernames')),
    signIn: (input) => withRemote(async (remote) => came(await remote.call('signIn', input))),
    signInWays: () => withRemote((remote) => remote.call('signInWays')),
    beginProvider: (input) => withRemote((remote) => remote.call('beginProvider', input)),
    signInByProvider: (input) =>
      withRemote(async (remote) => came(await remote.call('signInByProvider', input))),
    leaveProvider: () => withRemote((remote) => remote.call('leaveProvider')),
    signOut: (signOut) =>
      withRemote(async (remote) => {
        resumption = undefined;
        await remote.call('signOut', signOut);
      }),
    lock: () => {
      // Before the worker hears of it: one that dies now must not come back unlocked.
      if (resumption !== undefined) resumption = { lockedAt: Date.now(), ...resumption };
      return withRemote((remote) => remote.call('lock'));
    },
    unlock: (password) =>
      withRemote(async (remote) => {
        const session = await remote.call('unlock', password);
        if (resumption !== undefined) resumption = { username: resumption.username, key: resumption.key };
        subscriptions.revive();
        return session;
      }),
    onStatus: (listener) => subscriptions.add('status', [], listener, () => listener(lost)),
    syncNow: () => withRemote((remote) => remote.call('syncNow')),
    watch: (query, listener, onError) => {
      const receive = (documents: unknown[]) => listener(documents as Parameters<typeof listener>[0]);
      return subscriptions.add('watch', [query], receive, onError);
    },
    edit: (input) => withRemote((remote) => remote.call('edit', input)),
    editMany: (inputs) => withRemote((remote) => remote.call('editMany', inputs)),
    readDraft: (key) => withRemote((remote) => remote.call('readDraft', key)),
    writeDraft: (key, value) => withRemote((remote) => remote.call('writeDraft', key, value)),
    record: (act) => withRemote((remote) => remote.call('record', act)),
    watchOutbox: (listener) => subscriptions.add('outbox', [], listener),
    dismiss: (mutationId) => withRemote((remote) => remote.call('dismiss', mutationId)),
    watchCustomers: (query, window, listener): Unsubscribe =>
      subscriptions.add('customers', [query, window], listener),
    watchNeighbours: (query, customerId, listener): Unsubscribe =>
      subscriptions.add('neighbours', [query, customerId], listener),
    customersBetween: (query, from, to) =>
      withRemote((remote) => remote.call('customersBetween', query, from, to)),
    selectedCustomers: (query, selection) =>
      withRemote((remote) => remote.call('selectedCustomers', query, selection)),
    sumCustomers: (query, selection) => withRemote((remote) => remote.call('sumCustomers', query, selection)),
    customerTexts: (field) => withRemote((remote) => remote.call('customerTexts', field)),
    assetStanding: (customerId) => withRemote((remote) => remote.call('assetStanding', customerId)),
    search: (text, limit) => withRemote((remote) => remote.call('search', text, limit)),
    fetchOnline: (path, body) => withRemote((remote) => remote.call('fetchOnline', path, body)),
  };

  /** News that a dead worker need not hear: the next one asks for itself. */
  const tell = (send: (remote: Remote) => Promise<void>) => void withRemote(send).catch(() => undefined);

  return {
    replica,
    connectivity: (online) => tell((remote) => remote.call('connectivity', online)),
    wake: () => tell((remote) => remote.call('wake')),
    close() {
      closed = true;
      hangUp();
    },
  };
}
