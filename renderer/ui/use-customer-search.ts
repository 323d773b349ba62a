import { useEffect, useState } from 'react';
import type { SearchHit } from '#renderer/replica/api/customer-list.ts';
import { useReplica } from './replica-context.tsx';

export interface SearchState {
  /** The text that `hits` belong to; behind the typed one until its answer has come. */
  answeredFor: string;
  hits: readonly SearchHit[];
}

/**
 * Hits on this device for what is typed, `limit` at most. Answers that come late, for an older text, are dropped. Nobody
 * found is asked for again when somebody arrives who matches; hits that are there stay as they are, under the keys.
 */
export function useCustomerSearch(text: string, limit: number): SearchState {
  const replica = useReplica();
  const [state, setState] = useState<SearchState>({ answeredFor: '', hits: [] });
  const [arrivals, setArrivals] = useState(0);
  const nobody = text !== '' && state.answeredFor === text && state.hits.length === 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: who has arrived is found by asking again.
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
  }, [replica, text, limit, arrivals]);

  useEffect(() => {
    if (!nobody) return;
    const query = { text, sort: 'name', descending: false } as const;
    return replica.watchCustomers(query, { from: 0, count: 1 }, ({ matching }) => {
      if (matching > 0) setArrivals((before) => before + 1);
    });
  }, [replica, text, nobody]);

  return text === '' ? { answeredFor: '', hits: [] } : state;
}
