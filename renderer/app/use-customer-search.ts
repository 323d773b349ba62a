import { useEffect, useState } from 'react';
import type { SearchHit } from '#renderer/replica/api.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';

export const SEARCH_LIMIT = 20;

export interface SearchState {
  /** The text that `hits` belong to; behind the typed one until its answer has come. */
  answeredFor: string;
  hits: readonly SearchHit[];
}

/** Hits for what is typed. Answers that come late, for an older text, are dropped. */
export function useCustomerSearch(text: string): SearchState {
  const replica = useReplica();
  const [state, setState] = useState<SearchState>({ answeredFor: '', hits: [] });
  useEffect(() => {
    if (text === '') return;
    let current = true;
    replica.search(text, SEARCH_LIMIT).then(
      (hits) => current && setState({ answeredFor: text, hits }),
      () => current && setState({ answeredFor: text, hits: [] }),
    );
    return () => {
      current = false;
    };
  }, [replica, text]);
  return text === '' ? { answeredFor: '', hits: [] } : state;
}
