import { useLiveDocument, useLiveQuery } from '#renderer/ui/use-live-query.ts';

/** What two pages of A4 hold beside the customer's own data. */
export const MOST = { holdings: 22, tasks: 8, contacts: 6 } as const;

/** All that a summary says of a customer, from this device. */
export function useSummary(customerId: string) {
  const selector = { customerId };
  const customer = useLiveDocument('customers', customerId);
  const holdings = useLiveQuery<'holdings'>({ collection: 'holdings', selector, limit: 500 });
  const tasks = useLiveQuery<'tasks'>({
    collection: 'tasks',
    selector: { customerId, status: 'open' },
    sort: [{ dueOn: 'asc' }],
    // One more than is printed tells that there are more.
    limit: MOST.tasks + 1,
  });
  const contacts = useLiveQuery<'contactLogs'>({
    collection: 'contactLogs',
    selector,
    sort: [{ occurredAt: 'desc' }],
    limit: MOST.contacts,
  });
  return {
    customer: customer.document,
    error: customer.error ?? holdings.error ?? tasks.error ?? contacts.error,
    loading: customer.loading || holdings.loading || tasks.loading || contacts.loading,
    holdings: holdings.documents,
    tasks: tasks.documents,
    contacts: contacts.documents,
  };
}
