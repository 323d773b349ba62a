import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import { newId } from '#shared/domain/ids.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';
import type { Task } from '#shared/model/task.ts';
import type { FileChange } from '#shared/protocol/files.ts';
import { type TimelineInput, timelineItems, timelineOf } from './timeline-items.ts';

const today = '2026-11-22';
const customerId = newId();
const me = newId();

const contact: ContactLog = {
  id: newId(),
  customerId,
  channel: 'call',
  direction: 'outbound',
  outcome: 'reached',
  occurredAt: '2026-11-20T04:00:00.000Z',
  note: '…',
  authorId: me,
  authorName: '陈志远',
};
const task: Task = {
  id: newId(),
  customerId,
  title: '回访',
  kind: 'call',
  priority: 'normal',
  status: 'open',
  dueOn: '2026-11-25',
  assigneeId: me,
  createdById: me,
};
const complaint: ServiceCase = {
  id: newId(),
  customerId,
  kind: 'complaint',
  severity: 'normal',
  status: 'open',
  channel: 'counter',
  subject: '排队太久',
  detail: '…',
  openedAt: '2026-11-20T06:00:00.000Z',
  dueOn: '2026-12-01',
  ownerId: me,
  createdById: me,
};
const deposit: Holding = {
  id: newId(),
  customerId,
  category: 'asset',
  kind: 'time',
  place: 'ours',
  status: 'active',
  productName: '定期',
  balance: { minor: 1, currency: 'CNY' },
  openedOn: '2025-11-24',
  maturesOn: '2026-11-24',
};
const entry = (state: OutboxEntry['state']): OutboxEntry => ({
  mutationId: newId(),
  collection: 'customers',
  documentId: customerId,
  customerId,
  intent: 'customer.edit',
  base: {},
  next: { email: 'a@b.cn' },
  at: '2026-11-21T03:00:00.000Z',
  state,
});
const change: FileChange = {
  id: '12',
  collection: 'customers',
  documentId: customerId,
  fields: ['email'],
  at: '2026-11-21T03:00:01.000Z',
  byName: '陈志远',
};
const nothing: TimelineInput = { contacts: [], tasks: [], cases: [], holdings: [], outbox: [], changes: [] };

describe('the timeline of a file', () => {
  const everything = timelineItems({
    ...nothing,
    contacts: [contact],
    tasks: [task],
    cases: [complaint],
    holdings: [deposit],
    outbox: [entry('pending')],
  });

  it('has what is to come, the nearest first, apart from what was, the latest first', () => {
    const { ahead, days, past } = timelineOf(everything, [], today, 100);
    expect(ahead.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      '2026-11-24 holding',
      '2026-11-25 task',
      '2026-12-01 case',
    ]);
    expect(days.map(({ day, items }) => [day, items.map(({ kind }) => kind)])).toEqual([
      ['2026-11-21', ['edit']],
      ['2026-11-20', ['case', 'contact']],
      ['2025-11-24', ['holding']],
    ]);
    expect(past).toBe(4);
  });

  it('shows the chosen kinds, and no more at a time than asked for', () => {
    const { ahead, days, past } = timelineOf(everything, ['contact', 'case'], today, 1);
    expect(ahead).toHaveLength(1);
    expect(past).toBe(2);
    expect(days).toHaveLength(1);
  });

  it('tells an edit that has arrived once, and one that waits or failed in any case', () => {
    const of = (outbox: OutboxEntry[], changes: FileChange[]) =>
      timelineItems({ ...nothing, outbox, changes }).length;
    expect(of([entry('accepted')], [])).toBe(1);
    expect(of([entry('accepted')], [change])).toBe(1);
    expect(of([entry('conflict'), entry('pending')], [change])).toBe(3);
  });

  it('expects nothing of what is closed', () => {
    const closed = timelineItems({ ...nothing, holdings: [{ ...deposit, status: 'closed' }] });
    expect(timelineOf(closed, [], today, 10).ahead).toEqual([]);
  });
});
