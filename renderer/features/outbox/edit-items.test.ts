import { expect, it } from 'vitest';
import type { OutboxEntry, Stored } from '#renderer/replica/api.ts';
import type { InboxItem } from '#shared/model/inbox.ts';
import { groupEdits } from './edit-items.ts';

const entry = (mutationId: string, more: Partial<OutboxEntry>): OutboxEntry => ({
  mutationId,
  collection: 'customers',
  documentId: 'd1',
  intent: 'customer.edit',
  base: {},
  next: {},
  at: '2026-03-01T08:00:00Z',
  state: 'pending',
  ...more,
});

const inboxItem = (mutationId: string, more: Partial<InboxItem> = {}): Stored<InboxItem> => ({
  id: `inbox-${mutationId}`,
  ownerId: 'u1',
  mutationId,
  outcome: 'conflict',
  collection: 'customers',
  documentId: 'd1',
  fields: [{ field: 'mobile', base: '1', mine: '2', theirs: '3' }],
  createdAt: '2026-03-01T09:00:00Z',
  resolved: false,
  rev: 1,
  ...more,
});

it('an edit stands under what its author has to do about it', () => {
  const groups = groupEdits(
    [entry('a', { state: 'sending' }), entry('b', { state: 'merged' }), entry('c', { state: 'rejected' })],
    [],
  );
  expect(groups.waiting.map((item) => item.mutationId)).toEqual(['a']);
  expect(groups.recent.map((item) => item.mutationId)).toEqual(['b']);
  expect(groups.attention.map((item) => item.mutationId)).toEqual(['c']);
});

it('a conflict shows the value of the other side once the inbox has brought it', () => {
  const [item] = groupEdits([entry('a', { state: 'conflict' })], [inboxItem('a')]).attention;
  expect(item?.conflicts).toEqual([{ field: 'mobile', base: '1', mine: '2', theirs: '3' }]);
});

it('an edit that only the server remembers is listed too, until it is being resolved', () => {
  expect(groupEdits([], [inboxItem('gone')]).attention).toHaveLength(1);
  const resolve = entry('r', { intent: 'inbox.resolve', collection: 'inbox', documentId: 'inbox-gone' });
  expect(groupEdits([resolve], [inboxItem('gone')])).toEqual({ attention: [], waiting: [], recent: [] });
});
