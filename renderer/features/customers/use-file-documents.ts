import { useState } from 'react';
import type { Stored } from '#renderer/replica/api/documents.ts';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { Relationship } from '#shared/model/relationship.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';
import type { Snapshot } from '#shared/model/snapshot.ts';
import type { Task } from '#shared/model/task.ts';

const CONTACTS = 20;
/** More than one customer has of anything; it bounds what crosses from the worker. */
const ALL = 500;

export interface FileDocuments {
  readonly holdings: readonly Stored<Holding>[];
  readonly tasks: readonly Stored<Task>[];
  readonly cases: readonly Stored<ServiceCase>[];
  readonly relationships: readonly Stored<Relationship>[];
  readonly snapshots: readonly Stored<Snapshot>[];
  readonly contacts: readonly Stored<ContactLog>[];
  /** Holdings and tasks have not been read yet: nothing can be said by them. */
  readonly loading: boolean;
  readonly contactsLoading: boolean;
  readonly moreContacts: boolean;
  showMoreContacts(): void;
}

/** Everything that hangs on one customer, kept up to date. */
export function useFileDocuments(customerId: string): FileDocuments {
  const selector = { customerId };
  const [limit, setLimit] = useState(CONTACTS);
  const contacts = useLiveQuery<'contactLogs'>({
    collection: 'contactLogs',
    selector,
    sort: [{ occurredAt: 'desc' }],
    // One more than is shown tells whether there are more.
    limit: limit + 1,
  });
  // A longer list is another query: the shorter one stays on screen until it has come.
  const [shown, setShown] = useState(contacts.documents);
  if (!contacts.loading && shown !== contacts.documents) setShown(contacts.documents);

  const holdings = useLiveQuery<'holdings'>({ collection: 'holdings', selector, limit: ALL });
  const tasks = useLiveQuery<'tasks'>({ collection: 'tasks', selector, limit: ALL });
  return {
    holdings: holdings.documents,
    tasks: tasks.documents,
    loading: holdings.loading || tasks.loading,
    cases: useLiveQuery<'cases'>({ collection: 'cases', selector, limit: ALL }).documents,
    relationships: useLiveQuery<'relationships'>({ collection: 'relationships', selector, limit: ALL })
      .documents,
    snapshots: useLiveQuery<'snapshots'>({ collection: 'snapshots', selector, limit: ALL }).documents,
    contacts: shown.slice(0, limit),
    contactsLoading: contacts.loading && shown.length === 0,
    moreContacts: shown.length > limit,
    showMoreContacts: () => setLimit(limit + CONTACTS * 2),
  };
}
