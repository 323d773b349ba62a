import { ReplicaError, type ReplicaErrorCode } from '../api/error.ts';
import type { Unsubscribe } from '../api/replica.ts';
import { isMessage, type Message } from './messages.ts';
import type { Port } from './port.ts';
import { watchSilence } from './silence.ts';

/** One side's offer: calls that answer once, and streams that answer until they are unsubscribed. */
export interface Contract {
  calls: Record<string, (...args: never[]) => Promise<unknown>>;
  streams: Record<string, (...args: never[]) => unknown>;
}

export type Args<F> = F extends (...args: infer A) => unknown ? A : never;
type Answer<F> = F extends (...args: never[]) => Promise<infer R> ? R : never;

export type Handlers<C extends Contract> = {
  calls: C['calls'];
  streams: {
    [K in keyof C['streams']]: (
      emit: (value: ReturnType<C['streams'][K]>) => void,
      end: (error: unknown) => void,
      ...args: Args<C['streams'][K]>
    ) => Unsubscribe;
  };
};

export interface Peer<Remote extends Contract> {
  /** Rejects with {@link ReplicaError} only: the other side's code, `timeout` or `worker_lost`. */
  call<K extends keyof Remote['calls'] & string>(
    method: K,
    ...args: Args<Remote['calls'][K]>
  ): Promise<Answer<Remote['calls'][K]>>;
  subscribe<K extends keyof Remote['streams'] & string>(
    method: K,
    args: Args<Remote['streams'][K]>,
    listener: (value: ReturnType<Remote['streams'][K]>) => void,
    onEnd: (error: ReplicaError) => void,
  ): Unsubscribe;
  ping(): void;
  /** Fails all that is pending with `worker_lost` and stops what the other side had subscribed to. */
  close(): void;
}

export interface PeerOptions {
  /** Milliseconds a call may take while the machine is awake; 0 waits as long as the other side lives. */
  timeoutOf?: (method: string) => number;
  /** Called for every message: the other side is alive. */
  onSign?: () => void;
}

const DEFAULT_TIMEOUT = 15_000;

/** One end of the channel between window and worker. Both ends are the same; each offers and asks. */
export function createPeer<Remote extends Contract, Local extends Contract>(
  port: Port,
  handlers: Handlers<Local>,
  options: PeerOptions = {},
): Peer<Remote> {
  let nextId = 1;
  let closed = false;
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listening = new Map<number, { next: (value: unknown) => void; end: (error: ReplicaError) => void }>();
  const serving = new Map<number, Unsubscribe>();
  const calls: Record<string, ((...args: never[]) => Promise<unknown>) | undefined> = handlers.calls;
  // Which arguments a stream takes is checked where it is asked for; here they are only passed on.
  const streams = handlers.streams as Record<string, ((...args: unknown[]) => Unsubscribe) | undefined>;

  const post = (message: Message) => {
    if (!closed) port.post(message);
  };

  async function answer(id: number, method: string, args: unknown[]) {
    try {
      const handler = calls[method];
      if (handler === undefined) throw new ReplicaError('bad_request');
      post({ kind: 'result', id, value: await handler(...(args as never[])) });
    } catch (error) {
      const { retryAfterSeconds, branches, fingerprint, username } =
        error instanceof ReplicaError ? error : {};
      post({
        kind: 'failure',
        id,
        code: codeOf(error),
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
        ...(branches === undefined ? {} : { branches }),
        ...(fingerprint === undefined ? {} : { fingerprint }),
        ...(username === undefined ? {} : { username }),
      });
    }
  }

  function serve(id: number, method: string, args: unknown[]) {
    const finish = (error: unknown) => {
      serving.get(id)?.();
      serving.delete(id);
      post({ kind: 'end', id, code: codeOf(error) });
    };
    const emit = (value: unknown) => post({ kind: 'event', id, value });
    try {
      const handler = streams[method];
      if (handler === undefined) throw new ReplicaError('bad_request');
      serving.set(id, handler(emit, finish, ...args));
    } catch (error) {
      finish(error);
    }
  }

  function settle(
    id: number,
    act: (entry: { resolve: (v: unknown) => void; reject: (e: Error) => void }) => void,
  ) {
    const entry = pending.get(id);
    pending.delete(id);
    if (entry !== undefined) act(entry);
  }

  port.receive((message) => {
    if (closed || !isMessage(message)) return;
    options.onSign?.();
    switch (message.kind) {
      case 'call':
        void answer(message.id, message.method, message.args);
        break;
      case 'result':
        settle(message.id, (entry) => entry.resolve(message.value));
        break;
      case 'failure':
        settle(message.id, (entry) =>
          entry.reject(
            new ReplicaError(
              message.code,
              message.retryAfterSeconds,
              message.branches,
              message.fingerprint,
              message.username,
            ),
          ),
        );
        break;
      case 'subscribe':
        serve(message.id, message.method, message.args);
        break;
      case 'unsubscribe':
        serving.get(message.id)?.();
        serving.delete(message.id);
        break;
      case 'event':
        listening.get(message.id)?.next(message.value);
        break;
      case 'end': {
        const entry = listening.get(message.id);
        listening.delete(message.id);
        entry?.end(new ReplicaError(message.code));
        break;
      }
      case 'ping':
        post({ kind: 'pong' });
        break;
      case 'pong':
        break;
    }
  });

  return {
    call(method, ...args) {
      if (closed) return Promise.reject(new ReplicaError('worker_lost'));
      const id = nextId++;
      const timeout = options.timeoutOf?.(method) ?? DEFAULT_TIMEOUT;
      return new Promise<never>((resolve, reject) => {
        const silence =
          timeout > 0
            ? watchSilence(timeout, () => settle(id, (entry) => entry.reject(new ReplicaError('timeout'))))
            : undefined;
        pending.set(id, {
          resolve: (value) => {
            silence?.stop();
            resolve(value as never);
          },
          reject: (error) => {
            silence?.stop();
            reject(error);
          },
        });
        post({ kind: 'call', id, method, args });
      });
    },
    subscribe(method, args, listener, onEnd) {
      const id = nextId++;
      listening.set(id, { next: (value) => listener(value as never), end: onEnd });
      post({ kind: 'subscribe', id, method, args });
      return () => {
        if (listening.delete(id)) post({ kind: 'unsubscribe', id });
      };
    },
    ping: () => post({ kind: 'ping' }),
    close() {
      if (closed) return;
      closed = true;
      port.close();
      for (const entry of pending.values()) entry.reject(new ReplicaError('worker_lost'));
      pending.clear();
      listening.clear();
      for (const stop of serving.values()) stop();
      serving.clear();
    },
  };
}

/** The code of an error, as it may be shown. What is not ours is `replica_broken`; a full disk says so. */
export function codeOf(error: unknown): ReplicaErrorCode {
  if (error instanceof ReplicaError) return error.code;
  return isQuota(error, 0) ? 'storage_full' : 'replica_broken';
}

/** Dexie and RxDB wrap the quota error; Dexie reports it as an AbortError with the cause inside (dexie#776). */
function isQuota(error: unknown, depth: number): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  if ('name' in error && error.name === 'QuotaExceededError') return true;
  const causes = [
    'inner' in error ? error.inner : undefined,
    'cause' in error ? error.cause : undefined,
    'error' in error ? error.error : undefined,
  ];
  return causes.some((cause) => isQuota(cause, depth + 1));
}
