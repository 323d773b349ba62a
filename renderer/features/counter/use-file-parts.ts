import { useMemo } from 'react';
import type { Stored } from '#renderer/replica/api/documents.ts';
import { useLiveDocument, useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useProducts } from '#renderer/ui/use-product-names.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { Offer } from '#shared/domain/offer.ts';
import { offersOf } from '#shared/domain/offers.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';
import type { Task } from '#shared/model/task.ts';

/** More than one customer has of anything; it bounds what crosses from the worker. */
const ALL = 500;
/** Answers older than the longest rest do not count; a busy file has some contacts a week. */
const CONTACTS = 60;

export interface FileParts {
  readonly customer: Stored<Customer> | undefined;
  /** This device does not hold the file, or holds it no more. */
  readonly gone: boolean;
  readonly holdings: readonly Stored<Holding>[];
  readonly cases: readonly Stored<ServiceCase>[];
  readonly tasks: readonly Stored<Task>[];
  /** Newest first, the latest only. */
  readonly contacts: readonly Stored<ContactLog>[];
  /** Something that decides what may be offered is not here yet. */
  readonly loading: boolean;
  readonly offers: readonly Offer[];
  /** Nothing is offered because of it. */
  readonly complaint: boolean;
}

/** What the counter shows of a file, and what it follows that may be offered. */
export function useFileParts(customerId: string): FileParts {
  const today = useToday();
  const products = useProducts();
  const selector = { customerId };
  const { document: customer, loading: opening } = useLiveDocument('customers', customerId);
  const holdings = useLiveQuery<'holdings'>({ collection: 'holdings', selector, limit: ALL });
  const cases = useLiveQuery<'cases'>({ collection: 'cases', selector, limit: ALL });
  const contacts = useLiveQuery<'contactLogs'>({
    collection: 'contactLogs',
    selector,
    sort: [{ occurredAt: 'desc' }],
    limit: CONTACTS,
  });
  const tasks = useLiveQuery<'tasks'>({ collection: 'tasks', selector, limit: ALL }).documents;
  const relationships = useLiveQuery<'relationships'>({ collection: 'relationships', selector, limit: ALL });
  const snapshots = useLiveQuery<'snapshots'>({ collection: 'snapshots', selector, limit: ALL });
  const transactions = useLiveQuery<'transactions'>({ collection: 'transactions', selector, limit: ALL });
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
            relationships: relationships.documents,
            snapshots: snapshots.documents,
            transactions: transactions.documents,
            today,
          }),
    [
      loading,
      customer,
      holdings.documents,
      cases.documents,
      contacts.documents,
      products,
      relationships.documents,
      snapshots.documents,
      transactions.documents,
      today,
    ],
  );
  return {
    customer,
    gone: customer === undefined && !opening,
    holdings: holdings.documents,
    cases: cases.documents,
    tasks,
    contacts: contacts.documents,
    loading,
    offers,
    complaint: cases.documents.some(({ kind, status }) => kind === 'complaint' && status !== 'resolved'),
  };
}
