import { ReplicaError } from '../api/error.ts';
import type { Unsubscribe } from '../api/replica.ts';
import type { WorkerContract } from './contract.ts';
import type { Args, Peer } from './peer.ts';

type Streams = WorkerContract['streams'];
type StreamName = keyof Streams & string;

interface Subscription {
  begin(remote: Peer<WorkerContract>): void;
  end(error: ReplicaError): void;
  stop(): void;
  /** Ended by a sign-out; begins again at the next sign-in. */
  ended: boolean;
}

export interface Subscriptions {
  add<K extends StreamName>(
    method: K,
    args: Args<Streams[K]>,
    listener: (value: ReturnType<Streams[K]>) => void,
    onError?: (error: Error) => void,
  ): Unsubscribe;
  /** Asks a new worker for everything that screens still listen to. */
  attach(remote: Peer<WorkerContract>): void;
  /** Asks again for what a sign-out ended. */
  revive(): void;
  /** Tells all that there will be no worker any more. */
  lose(): void;
}

/** What screens listen to, kept apart from the worker that answers now. */
export function createSubscriptions(): Subscriptions {
  const all = new Set<Subscription>();
  let current: Peer<WorkerContract> | undefined;

  return {
    add(method, args, listener, onError) {
      let stop: Unsubscribe = () => undefined;
      const subscription: Subscription = {
        ended: false,
        begin(remote) {
          subscription.ended = false;
          stop = remote.subscribe(method, args, listener, (error) => subscription.end(error));
        },
        end(error) {
          subscription.ended = true;
          onError?.(error);
        },
        stop: () => stop(),
      };
      all.add(subscription);
      if (current !== undefined) subscription.begin(current);
      return () => {
        if (all.delete(subscription)) subscription.stop();
      };
    },
    attach(remote) {
      current = remote;
      for (const subscription of all) subscription.begin(remote);
    },
    lose() {
      current = undefined;
      for (const subscription of all) subscription.end(new ReplicaError('worker_lost'));
    },
    revive() {
      if (current === undefined) return;
      for (const subscription of all) if (subscription.ended) subscription.begin(current);
    },
  };
}
