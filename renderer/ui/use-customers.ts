import { useEffect, useState } from 'react';
import type { CustomerListQuery, CustomerWindow } from '#renderer/replica/api/customer-list.ts';
import { useReplica } from './replica-context.tsx';

const EMPTY: CustomerWindow = {
  matching: 0,
  total: 0,
  from: 0,
  lines: 0,
  groups: [],
  rows: [],
  sums: { count: 0, assets: [], liabilities: [] },
};

/**
 * The part of the customer list that is on screen. While the next part loads the last one stays, so that scrolling
 * and typing do not flash; `loading` is true only until the first has arrived.
 */
export function useCustomers(
  query: CustomerListQuery,
  window: { from: number; count: number },
): CustomerWindow & { loading: boolean } {
  const replica = useReplica();
  const key = JSON.stringify(query);
  const { from, count } = window;
  const [result, setResult] = useState<CustomerWindow | null>(null);

  useEffect(
    () => replica.watchCustomers(JSON.parse(key) as CustomerListQuery, { from, count }, setResult),
    [replica, key, from, count],
  );

  return { ...(result ?? EMPTY), loading: result === null };
}
