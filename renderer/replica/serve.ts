import { ReplicaError } from './api/error.ts';
import type { ReplicaCore } from './core.ts';
import { type StartInput, timeoutOfCall, type WindowContract, type WorkerContract } from './rpc/contract.ts';
import { createPeer, type Peer } from './rpc/peer.ts';
import type { Port } from './rpc/port.ts';

export type BuildCore = (window: Peer<WindowContract>, input: StartInput) => ReplicaCore;

/** Serves a replica to the window at the other end of the port. */
export function serveReplica(port: Port, build: BuildCore): Peer<WindowContract> {
  let started: ReplicaCore | undefined;

  function core(): ReplicaCore {
    if (started === undefined) throw new ReplicaError('not_signed_in');
    return started;
  }

  const peer = createPeer<WindowContract, WorkerContract>(
    port,
    {
      calls: {
        async start(input) {
          const { resume } = input;
          started ??= build(peer, input);
          return resume === undefined ? null : await started.resume(resume);
        },
        knownUsernames: () => core().knownUsernames(),
        signIn: (input) => core().signIn(input),
        signInWays: () => core().signInWays(),
        beginProvider: (input) => core().beginProvider(input),
        signInByProvider: (input) => core().signInByProvider(input),
        leaveProvider: () => core().leaveProvider(),
        signOut: (options) => core().signOut(options),
        lock: () => core().lock(),
        unlock: (password) => core().unlock(password),
        syncNow: () => core().syncNow(),
        edit: (input) => core().edit(input),
        editMany: (inputs) => core().editMany(inputs),
        readDraft: (key) => core().readDraft(key),
        writeDraft: (key, value) => core().writeDraft(key, value),
        record: (act) => core().record(act),
        dismiss: (mutationId) => core().dismiss(mutationId),
        search: (text, limit) => core().search(text, limit),
        customersBetween: (query, from, to) => core().customersBetween(query, from, to),
        selectedCustomers: (query, selection) => core().selectedCustomers(query, selection),
        sumCustomers: (query, selection) => core().sumCustomers(query, selection),
        customerTexts: (field) => core().customerTexts(field),
        assetStanding: (customerId) => core().assetStanding(customerId),
        fetchOnline: (path, body) => core().fetchOnline(path, body),
        connectivity: async (online) => core().connectivity(online),
        wake: async () => core().wake(),
      },
      streams: {
        status: (emit) => core().onStatus(emit),
        watch: (emit, end, query) => core().watch(query, emit, end),
        outbox: (emit, end) => core().watchOutbox(emit, end),
        customers: (emit, end, query, window) => core().watchCustomers(query, window, emit, end),
        neighbours: (emit, end, query, customerId) => core().watchNeighbours(query, customerId, emit, end),
      },
    },
    { timeoutOf: timeoutOfCall },
  );
  return peer;
}
