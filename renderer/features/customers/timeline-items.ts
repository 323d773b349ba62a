import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import { type BusinessDate, businessDateOf } from '#shared/domain/business-date.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';
import type { Task } from '#shared/model/task.ts';
import type { FileChange } from '#shared/protocol/files.ts';
import { inForce } from './holding-groups.ts';

export const timelineKinds = ['contact', 'task', 'case', 'edit', 'holding'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

interface At {
  /** What keeps it apart from all others. */
  readonly key: string;
  readonly day: BusinessDate;
  /** Instant; absent where only the day is known. */
  readonly at?: string;
}

export type TimelineItem = At &
  (
    | { readonly kind: 'contact'; readonly contact: ContactLog }
    | { readonly kind: 'task'; readonly what: 'due' | 'done' | 'cancelled'; readonly task: Task }
    | { readonly kind: 'case'; readonly what: 'opened' | 'due' | 'resolved'; readonly one: ServiceCase }
    | { readonly kind: 'edit'; readonly entry: OutboxEntry }
    | { readonly kind: 'edit'; readonly change: FileChange }
    | {
        readonly kind: 'holding';
        readonly what: 'opened' | 'matures' | 'instalment';
        readonly holding: Holding;
      }
  );

export interface TimelineInput {
  readonly contacts: readonly ContactLog[];
  readonly tasks: readonly Task[];
  readonly cases: readonly ServiceCase[];
  readonly holdings: readonly Holding[];
  /** This customer's edits on this device. */
  readonly outbox: readonly OutboxEntry[];
  /** What the server knows of edits, where it was asked. */
  readonly changes: readonly FileChange[];
}

/** Everything that happened to a file and everything that is to come, in no order. */
export function timelineItems(input: TimelineInput): TimelineItem[] {
  const { contacts, tasks, cases, holdings, outbox, changes } = input;
  return [
    ...contacts.map(
      (contact): TimelineItem => ({
        ...moment(`contact ${contact.id}`, contact.occurredAt),
        kind: 'contact',
        contact,
      }),
    ),
    ...tasks.map((task): TimelineItem => {
      const key = `task ${task.id}`;
      if (task.status === 'open') return { key, day: task.dueOn, kind: 'task', what: 'due', task };
      const what = task.status;
      if (task.completedAt === undefined) return { key, day: task.dueOn, kind: 'task', what, task };
      return { ...moment(key, task.completedAt), kind: 'task', what, task };
    }),
    ...cases.flatMap(caseItems),
    ...holdings.flatMap(holdingItems),
    ...editItems(outbox, changes),
  ];
}

function caseItems(one: ServiceCase): TimelineItem[] {
  const items: TimelineItem[] = [
    { ...moment(`case opened ${one.id}`, one.openedAt), kind: 'case', what: 'opened', one },
  ];
  if (one.status !== 'resolved')
    items.push({ key: `case due ${one.id}`, day: one.dueOn, kind: 'case', what: 'due', one });
  else if (one.resolvedAt !== undefined)
    items.push({ ...moment(`case resolved ${one.id}`, one.resolvedAt), kind: 'case', what: 'resolved', one });
  return items;
}

function holdingItems(holding: Holding): TimelineItem[] {
  const { id, openedOn, maturesOn, instalments } = holding;
  const items: TimelineItem[] = [
    { key: `opened ${id}`, day: openedOn, kind: 'holding', what: 'opened', holding },
  ];
  if (!inForce(holding)) return items;
  if (instalments?.nextDueOn !== undefined)
    items.push({
      key: `due ${id}`,
      day: instalments.nextDueOn,
      kind: 'holding',
      what: 'instalment',
      holding,
    });
  if (maturesOn !== undefined)
    items.push({ key: `matures ${id}`, day: maturesOn, kind: 'holding', what: 'matures', holding });
  return items;
}

/** What is shown by itself: a contact, a task and a case are there already. */
const shownElsewhere = new Set(['contactLogs', 'tasks', 'cases', 'inbox', 'personal']);

/** Edits that wait here, and what the server has of those that arrived; an arrived one is not told twice. */
function editItems(outbox: readonly OutboxEntry[], changes: readonly FileChange[]): TimelineItem[] {
  const own = outbox.filter(
    ({ collection, state }) =>
      !shownElsewhere.has(collection) &&
      !(changes.length > 0 && (state === 'accepted' || state === 'merged')),
  );
  return [
    ...own.map(
      (entry): TimelineItem => ({ ...moment(`edit ${entry.mutationId}`, entry.at), kind: 'edit', entry }),
    ),
    ...changes
      .filter(({ collection }) => !shownElsewhere.has(collection))
      .map((change): TimelineItem => ({ ...moment(`change ${change.id}`, change.at), kind: 'edit', change })),
  ];
}

function moment(key: string, at: string): At {
  return { key, at, day: businessDateOf(new Date(at)) };
}

export interface TimelineDay {
  readonly day: BusinessDate;
  readonly items: readonly TimelineItem[];
}

export interface Timeline {
  /** What is to come, the nearest first. */
  readonly ahead: readonly TimelineItem[];
  /** Today and before by day, the latest first. */
  readonly days: readonly TimelineDay[];
  /** How many of the past there are in all. */
  readonly past: number;
}

/** Of the chosen kinds, what is to come and at most `limit` of what was. None chosen: all. */
export function timelineOf(
  items: readonly TimelineItem[],
  kinds: readonly TimelineKind[],
  today: BusinessDate,
  limit: number,
): Timeline {
  const chosen = items.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const ahead = chosen
    .filter(({ day }) => day > today)
    .toSorted((a, b) => a.day.localeCompare(b.day) || a.key.localeCompare(b.key));
  const past = chosen
    .filter(({ day }) => day <= today)
    .toSorted(
      (a, b) =>
        b.day.localeCompare(a.day) || (b.at ?? '').localeCompare(a.at ?? '') || a.key.localeCompare(b.key),
    );
  const days: { day: BusinessDate; items: TimelineItem[] }[] = [];
  for (const item of past.slice(0, limit)) {
    const last = days.at(-1);
    if (last?.day === item.day) last.items.push(item);
    else days.push({ day: item.day, items: [item] });
  }
  return { ahead, days, past: past.length };
}
