import type { LiveQuery, Stored } from '#renderer/replica/api/documents.ts';
import type { Replica, Unsubscribe } from '#renderer/replica/api/replica.ts';
import type { CollectionName, Documents } from '#shared/model/collections.ts';

type Found<C extends CollectionName> = Stored<Documents[C]>[];

/** The key says which collection, so all listeners of a key take one type, which the map of keys cannot say. */
interface Listener {
  documents: (documents: never) => void;
  failed: (error: Error) => void;
}

interface Watch {
  readonly listeners: Set<Listener>;
  latest?: never;
  stop: Unsubscribe;
}

const running = new WeakMap<object, Map<string, Watch>>();

/**
 * Watches a query, given as JSON, once for all parts of the screen that show it: every watch more is another copy of
 * each answer over the channel, and the staff directory alone is asked for by a dozen. Whoever comes later gets the
 * latest answer at once. Nothing outlives its last listener, so nothing of one session is left for the next.
 */
export function watchShared<C extends CollectionName>(
  replica: Pick<Replica, 'watch'>,
  key: string,
  onDocuments: (documents: Found<C>) => void,
  onError: (error: Error) => void,
): Unsubscribe {
  const watches = running.get(replica) ?? new Map<string, Watch>();
  running.set(replica, watches);
  const listener: Listener = { documents: onDocuments, failed: onError };
  const known = watches.get(key);
  if (known !== undefined) {
    known.listeners.add(listener);
    if (known.latest !== undefined) listener.documents(known.latest);
    return () => leave(watches, key, known, listener);
  }
  const watch: Watch = { listeners: new Set([listener]), stop: () => undefined };
  watches.set(key, watch);
  watch.stop = replica.watch(
    JSON.parse(key) as LiveQuery,
    (documents) => {
      const latest = documents as never;
      watch.latest = latest;
      for (const one of [...watch.listeners]) one.documents(latest);
    },
    (error) => {
      // It has ended (locked, worker lost): whoever asks next begins anew.
      if (watches.get(key) === watch) watches.delete(key);
      for (const one of [...watch.listeners]) one.failed(error);
    },
  );
  return () => leave(watches, key, watch, listener);
}

function leave(watches: Map<string, Watch>, key: string, watch: Watch, listener: Listener): void {
  if (!watch.listeners.delete(listener) || watch.listeners.size > 0) return;
  if (watches.get(key) === watch) watches.delete(key);
  watch.stop();
}
