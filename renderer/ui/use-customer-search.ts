import { useEffect, useState } from 'react';
import type { SearchHit } from '#renderer/replica/api/customer-list.ts';
import { useReplica } from './replica-context.tsx';

export interface SearchState {
  /** The text that `hits` belong to; behind the typed one until its answer has come. */
  answeredFor: string;
  hits: readonly SearchHit[];
}

/** Hits on this device for what is typed, `limit` at most. Answers that come late, for an older text, are dropped. */
export function useCustomerSearch(text: string, limit: number): SearchState {
  const replica = useReplica();
  const [state, setState] = useState<SearchState>({ answeredFor: '', hits: [] });
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
  return text === '' ? { answeredFor: '', hits: [] } : state;
}
