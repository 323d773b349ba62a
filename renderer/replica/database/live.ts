import type { LiveQuery, Unsubscribe } from '../api.ts';
import type { Clock } from '../deps.ts';
import { entityOf, type RawDocument } from './documents.ts';
import type { Database } from './open.ts';

/** Milliseconds in which changes of one result are gathered. */
const GATHER = 40;

/** Runs a query now and after every change that touches its result. Only the result leaves the worker. */
export function watchQuery(
  database: Database,
  query: LiveQuery,
  clock: Clock,
  listener: (documents: RawDocument[]) => void,
  onError: (error: unknown) => void,
): Unsubscribe {
  let cancel: (() => void) | undefined;
  let first = true;
  let latest: RawDocument[] = [];

  function send() {
    cancel = undefined;
    listener(latest);
  }

  const { collection, ...mango } = query;
  const found = database.collections[collection].find({
    selector: mango.selector ?? {},
    ...(mango.sort === undefined ? {} : { sort: mango.sort as Record<string, 'asc' | 'desc'>[] }),
    ...(mango.limit === undefined ? {} : { limit: mango.limit }),
  });
  const subscription = found.$.subscribe({
    next(documents) {
      latest = documents.map((document) => entityOf(document.toJSON() as RawDocument));
      if (first) {
        first = false;
        send();
      } else {
        cancel ??= clock.after(GATHER, send);
      }
    },
    error: onError,
  });
  return () => {
    subscription.unsubscribe();
    cancel?.();
  };
}
