import { useEffect, useState } from 'react';
import type { CustomerListQuery, CustomerNeighbours } from '#renderer/replica/api/customer-list.ts';
import { useReplica, useUser } from '#renderer/ui/replica-context.tsx';
import { useToday } from '#renderer/ui/use-today.ts';
import { queryOf, useListView } from './list-view.ts';

/**
 * Who stands before and after a customer in the list as this user left it, and where the customer stands; `null` until
 * it is known. A customer whom an edit has taken off the list still has neighbours, as long as the page is open.
 */
export function useListNeighbours(customerId: string): CustomerNeighbours | null {
  const replica = useReplica();
  const today = useToday();
  const view = useListView(useUser().id);
  const key = JSON.stringify(queryOf({ ...view, collapsed: [] }, today));
  const [found, setFound] = useState<{ customerId: string; neighbours: CustomerNeighbours } | null>(null);

  useEffect(
    () =>
      replica.watchNeighbours(JSON.parse(key) as CustomerListQuery, customerId, (neighbours) =>
        setFound({ customerId, neighbours }),
      ),
    [replica, key, customerId],
  );
  return found?.customerId === customerId ? found.neighbours : null;
}
