import { useEffect, useMemo, useState } from 'react';
import { useLiveQuery } from './use-live-query.ts';

/** Stands for a name that is being read: a link is never without one. */
const ON_ITS_WAY = '…';

/**
 * Names of the customers behind a list of documents: an ellipsis until the first have come, `undefined` where this device
 * does not hold the file. When the list changes the known names stay, so that it does not flicker.
 */
export function useCustomerNames(customerIds: readonly string[]): (id: string) => string | undefined {
  const ids = [...new Set(customerIds)].sort();
  const { documents, loading } = useLiveQuery<'customers'>(
    ids.length === 0 ? null : { collection: 'customers', selector: { id: { $in: ids } }, limit: ids.length },
  );
  const current = useMemo(() => new Map(documents.map(({ id, name }) => [id, name])), [documents]);
  const [before, setBefore] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    if (!loading) setBefore(current);
  }, [current, loading]);
  // Not from `before` once there is an answer: for one frame a customer who is there would count as gone.
  return (id) => (loading ? (before.get(id) ?? ON_ITS_WAY) : current.get(id));
}
