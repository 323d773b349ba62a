import { useMemo } from 'react';
import { useLiveQuery } from './use-live-query.ts';

/** Names of the customers behind a list of documents, where this device holds their files. */
export function useCustomerNames(customerIds: readonly string[]): ReadonlyMap<string, string> {
  const ids = [...new Set(customerIds)].sort();
  const { documents } = useLiveQuery<'customers'>(
    ids.length === 0 ? null : { collection: 'customers', selector: { id: { $in: ids } }, limit: ids.length },
  );
  return useMemo(() => new Map(documents.map(({ id, name }) => [id, name])), [documents]);
}
