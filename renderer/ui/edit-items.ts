import type { Stored } from '#renderer/replica/api/documents.ts';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import type { FieldConflict, InboxItem } from '#shared/model/inbox.ts';

/** One edit on the list: what this device knows of it together with what the server's inbox adds. */
export interface EditItem {
  mutationId: string;
  collection: string;
  documentId: string;
  customerId?: string;
  customerName?: string;
  /** Absent for an edit that only the server's inbox still knows. */
  entry?: OutboxEntry;
  /** Absent while the server has not set the edit aside. */
  inboxItem?: InboxItem;
  state: OutboxEntry['state'];
  at: string;
  reason?: OutboxEntry['reason'];
  conflicts: readonly FieldConflict[];
}

export interface EditGroups {
  attention: EditItem[];
  waiting: EditItem[];
  recent: EditItem[];
}

export interface SortedEdits {
  readonly groups: EditGroups;
  /** Answered edits of this device that were dealt with elsewhere: their inbox item says so. */
  readonly settled: readonly string[];
}

/**
 * Sorts edits into what needs a look, what waits and what is done, newest first. What somebody has just put aside, and
 * may still take back, is not listed.
 */
export function sortEdits(
  outbox: readonly OutboxEntry[],
  inbox: readonly Stored<InboxItem>[],
  aside: ReadonlySet<string> = new Set(),
): SortedEdits {
  const items = new Map(inbox.map((item) => [item.mutationId, item]));
  const groups: EditGroups = { attention: [], waiting: [], recent: [] };
  const settled: string[] = [];
  for (const entry of outbox) {
    // Taking an entry off this list is itself an edit: listing it would be going round in circles.
    if (entry.intent === 'inbox.resolve') continue;
    const item = items.get(entry.mutationId);
    items.delete(entry.mutationId);
    const group = groupOf(entry.state);
    if (group === 'attention' && item?.resolved === true) settled.push(entry.mutationId);
    else if (!aside.has(entry.mutationId)) groups[group].push(itemOfEntry(entry, item));
  }
  for (const item of items.values()) {
    if (!item.resolved && !aside.has(item.mutationId)) groups.attention.push(itemOfInbox(item));
  }
  groups.attention.sort((a, b) => b.at.localeCompare(a.at));
  return { groups, settled };
}

function groupOf(state: OutboxEntry['state']): keyof EditGroups {
  switch (state) {
    case 'pending':
    case 'sending':
      return 'waiting';
    case 'accepted':
    case 'merged':
      return 'recent';
    case 'conflict':
    case 'parked':
    case 'rejected':
      return 'attention';
  }
}

function itemOfEntry(entry: OutboxEntry, inboxItem: InboxItem | undefined): EditItem {
  const reason = entry.reason ?? inboxItem?.reason;
  return {
    mutationId: entry.mutationId,
    collection: entry.collection,
    documentId: entry.documentId,
    ...(entry.customerId === undefined ? {} : { customerId: entry.customerId }),
    ...(entry.customerName === undefined ? {} : { customerName: entry.customerName }),
    entry,
    ...(inboxItem === undefined ? {} : { inboxItem }),
    state: entry.state,
    at: entry.at,
    ...(reason === undefined ? {} : { reason }),
    conflicts: inboxItem?.fields ?? [],
  };
}

function itemOfInbox(item: InboxItem): EditItem {
  return {
    mutationId: item.mutationId,
    collection: item.collection,
    documentId: item.documentId,
    ...(item.customerId === undefined ? {} : { customerId: item.customerId }),
    inboxItem: item,
    state: item.outcome,
    at: item.createdAt,
    ...(item.reason === undefined ? {} : { reason: item.reason }),
    conflicts: item.fields,
  };
}
