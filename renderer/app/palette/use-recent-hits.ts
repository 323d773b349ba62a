import { useMemo } from 'react';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import type { FoundCustomer } from './palette-items.ts';

/** Customers opened last, in that order; those whose file has left are gone from here too. */
export function useRecentHits(ids: readonly string[], active: boolean): FoundCustomer[] {
  const { documents } = useLiveQuery(
    active && ids.length > 0
      ? { collection: 'customers', selector: { id: { $in: ids.toSorted() } }, limit: ids.length }
      : null,
  );
  return useMemo(
    () =>
      ids.flatMap((id): FoundCustomer[] => {
        const customer = documents.find((document) => document.id === id);
        if (customer === undefined) return [];
        return [{ row: customer, matched: 'customerNo' }];
      }),
    [ids, documents],
  );
}
