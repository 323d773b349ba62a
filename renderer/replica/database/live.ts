import type { MangoQuery } from 'rxdb';
import type { LiveQuery } from '../api/documents.ts';
import type { Unsubscribe } from '../api/replica.ts';
import type { Clock } from '../deps.ts';
import { type RawDocument, rawOf } from './documents.ts';
import { createLiveResult, type DocumentChange } from './live-result.ts';
import type { Database } from './open.ts';
import { queryRaw } from './scan.ts';

/** Milliseconds in which changes of one result are gathered. */
const GATHER = 40;
/** Milliseconds between two results of one query: during a first download every page changes it. */
const PACE = 400;
/** A query that must be asked anew takes at most about a sixth of the worker's time. */
const REST = 5;

/** Runs a query now and follows every change that touches its result. Only the result leaves the worker. */
export function watchQuery(
  database: Database,
  query: LiveQuery,
  clock: Clock,
  listener: (documents: RawDocument[]) => void,
  onError: (error: unknown) => void,
): Unsubscribe {
  const collection = database.collections[query.collection];
  const mango = mangoOf(query);
  const result = createLiveResult(collection, mango);
  let stopped = false;
  let asking = false;
  let cost = 0;
  let sentAt = Number.NEGATIVE_INFINITY;
  let waiting: DocumentChange[] = [];
  let cancel: (() => void) | undefined;

  async function ask() {
    cancel = undefined;
    asking = true;
    waiting = [];
    const started = clock.now();
    try {
      const documents = await queryRaw(collection, mango);
      if (stopped) return;
      asking = false;
      cost = clock.now() - started;
      result.replace(documents);
      // What changed meanwhile may or may not be in it; applied again, it is.
      const outcome = result.apply(waiting);
      send();
      if (outcome === 'unknown') askLater();
    } catch (error) {
      if (!stopped) onError(error);
    }
  }

  function send() {
    sentAt = clock.now();
    listener(result.documents());
  }

  /** A change that comes alone is told at once, one of many in its turn. */
  const pause = () => Math.max(GATHER, sentAt + PACE - clock.now());

  function askLater() {
    cancel?.();
    asking = true;
    cancel = clock.after(Math.max(pause(), REST * cost), () => void ask());
  }

  function sendLater() {
    cancel ??= clock.after(pause(), () => {
      cancel = undefined;
      send();
    });
  }

  const subscription = collection.eventBulks$.subscribe(({ events }) => {
    const changes = events.map((event) => ({
      id: event.documentId,
      document: event.operation === 'DELETE' ? null : (rawOf(event.documentData) ?? null),
    }));
    if (asking) {
      waiting.push(...changes);
      return;
    }
    const outcome = result.apply(changes);
    if (outcome === 'changed') sendLater();
    if (outcome === 'unknown') askLater();
  });
  void ask();
  return () => {
    stopped = true;
    subscription.unsubscribe();
    cancel?.();
  };
}

function mangoOf({ selector, sort, limit }: LiveQuery): MangoQuery<RawDocument> {
  return {
    selector: selector ?? {},
    ...(sort === undefined ? {} : { sort: sort as Record<string, 'asc' | 'desc'>[] }),
    ...(limit === undefined ? {} : { limit }),
  };
}
