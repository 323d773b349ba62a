import { useEffect, useState } from 'react';
import type { SearchHit } from '#renderer/replica/api/customer-list.ts';
import { useReplica } from './replica-context.tsx';

export interface SearchState {
  /** The text that `hits` belong to; behind the typed one until its answer has come. */
  answeredFor: string;
  hits: readonly SearchHit[];
}

/**
 * Hits on this device for what is typed, `limit` at most. Answers that come late, for an older text, are dropped. Where
 * nobody was found it is asked again when somebody arrives who matches; hits that are there stay as they are, under the keys.
 */
export function useCustomerSearch(text: string, limit: number): SearchState {
  const replica = useReplica();
  const [state, setState] = useState<SearchState>({ answeredFor: '', hits: [] });
  const nobody = text !== '' && state.answeredFor === text && state.hits.length === 0;

  useEffect(() => {
    if (text === '') return;
    let current = true;
    replica.search(text, limit).then(
      (hits) => current && setState({ answeredFor: text, hits }),
      () => current && setState({ answeredFor: text, hits: [] }),
    );
    return () => {
      current = false;
    };
  }, [replica, text, limit]);

  useEffect(() => {
    if (!nobody) return;
    let current = true;
    const query = { text, sort: 'name', descending: false } as const;
    const stop = replica.watchCustomers(query, { from: 0, count: 1 }, ({ matching }) => {
      if (matching === 0) return;
      replica.search(text, limit).then(
        (hits) => current && setState({ answeredFor: text, hits }),
        () => undefined,
      );
    });
    return () => {
      current = false;
      stop();
    };
  }, [replica, text, limit, nobody]);

  return text === '' ? { answeredFor: '', hits: [] } : state;
}
