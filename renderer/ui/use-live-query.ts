import { startTransition, useEffect, useState } from 'react';
import type { LiveQuery, Stored } from '#renderer/replica/api/documents.ts';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import type { CollectionName, Documents } from '#shared/model/collections.ts';
import { errorCodeOf } from './error-code.ts';
import { useReplica } from './replica-context.tsx';
import { watchShared } from './shared-watch.ts';

export interface LiveResult<C extends CollectionName> {
  documents: Stored<Documents[C]>[];
  /** Nothing has arrived yet for this query. */
  loading: boolean;
  error?: ReplicaErrorCode;
}

/** The same array each time: effects and memos that depend on the documents must not run for nothing. */
const NONE: never[] = [];

/**
 * Documents that match, kept up to date. The query may be written inline: it is compared by content. `null` asks
 * nothing. Always give a `limit` where the answer may be long: every document crosses from the worker.
 */
export function useLiveQuery<C extends CollectionName>(query: LiveQuery<C> | null): LiveResult<C> {
  const replica = useReplica();
  const key = query === null ? null : JSON.stringify(query);
  const [state, setState] = useState<{ key: string; result: LiveResult<C> } | null>(null);

  useEffect(() => {
    if (key === null) return;
    return watchShared<C>(
      replica,
      key,
      // Drawing hundreds of rows anew must not hold up a key: React does it in slices.
      (documents) => startTransition(() => setState({ key, result: { documents, loading: false } })),
      (error) => setState({ key, result: { documents: NONE, loading: false, error: errorCodeOf(error) } }),
    );
  }, [replica, key]);

  if (state !== null && state.key === key) return state.result;
  return { documents: NONE, loading: key !== null };
}

/** One document by its id; `undefined` while it loads and when this device does not hold it. */
export function useLiveDocument<C extends CollectionName>(
  collection: C,
  id: string | undefined,
): { document: Stored<Documents[C]> | undefined; loading: boolean; error?: ReplicaErrorCode } {
  const { documents, ...rest } = useLiveQuery<C>(
    id === undefined ? null : { collection, selector: { id }, limit: 1 },
  );
  return { document: documents[0], ...rest };
}
