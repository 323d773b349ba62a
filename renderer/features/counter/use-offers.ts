import { useMemo } from 'react';
import { useLiveDocument, useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useProducts } from '#renderer/ui/use-product-names.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { Offer } from '#shared/domain/offer.ts';
import { offersOf } from '#shared/domain/offers.ts';

/** More than one customer has of anything; it bounds what crosses from the worker. */
const ALL = 500;
/** Answers older than the longest rest do not count; a busy file has some contacts a week. */
const CONTACTS = 60;

export interface Offers {
  readonly offers: readonly Offer[];
  readonly loading: boolean;
  /** Nothing is offered because of it. */
  readonly complaint: boolean;
}

/** What to offer to a customer, from what is on this device. */
export function useOffers(customerId: string): Offers {
  const today = useToday();
  const products = useProducts();
  const selector = { customerId };
  const { document: customer } = useLiveDocument('customers', customerId);
  const holdings = useLiveQuery<'holdings'>({ collection: 'holdings', selector, limit: ALL });
  const cases = useLiveQuery<'cases'>({ collection: 'cases', selector, limit: ALL });
  const contacts = useLiveQuery<'contactLogs'>({
    collection: 'contactLogs',
    selector,
    sort: [{ occurredAt: 'desc' }],
    limit: CONTACTS,
  });
  const { documents: relationships } = useLiveQuery<'relationships'>({
    collection: 'relationships',
    selector,
    limit: ALL,
  });
  const { documents: snapshots } = useLiveQuery<'snapshots'>({
    collection: 'snapshots',
    selector,
    limit: ALL,
  });
  const { documents: transactions } = useLiveQuery<'transactions'>({
    collection: 'transactions',
    selector,
    limit: ALL,
  });
  // Until it is known what was declined and whether a complaint is open, nothing may be offered.
  const loading = customer === undefined || holdings.loading || cases.loading || contacts.loading;
  const offers = useMemo(
    () =>
      loading
        ? []
        : offersOf({
            customer,
            holdings: holdings.documents,
            cases: cases.documents,
            contacts: contacts.documents,
            products,
            relationships,
            snapshots,
            transactions,
            today,
          }),
    [
      loading,
      customer,
      holdings.documents,
      cases.documents,
      contacts.documents,
      products,
      relationships,
      snapshots,
      transactions,
      today,
    ],
  );
  const complaint = cases.documents.some(({ kind, status }) => kind === 'complaint' && status !== 'resolved');
  return { offers, loading, complaint };
}
