import { expect, it } from 'vitest';
import type { Stored } from '#renderer/replica/api/documents.ts';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import type { InboxItem } from '#shared/model/inbox.ts';
import { sortEdits } from './edit-items.ts';

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
  const { groups } = sortEdits(
    [entry('a', { state: 'sending' }), entry('b', { state: 'merged' }), entry('c', { state: 'rejected' })],
    [],
  );
  expect(groups.waiting.map((item) => item.mutationId)).toEqual(['a']);
  expect(groups.recent.map((item) => item.mutationId)).toEqual(['b']);
  expect(groups.attention.map((item) => item.mutationId)).toEqual(['c']);
});

it('a conflict shows the value of the other side once the inbox has brought it', () => {
  const [item] = sortEdits([entry('a', { state: 'conflict' })], [inboxItem('a')]).groups.attention;
  expect(item?.conflicts).toEqual([{ field: 'mobile', base: '1', mine: '2', theirs: '3' }]);
});

it('an edit that only the server remembers is listed until it is resolved, and again when that is taken back', () => {
  const resolve = entry('r', { intent: 'inbox.resolve', collection: 'inbox', documentId: 'inbox-gone' });
  expect(sortEdits([], [inboxItem('gone')]).groups.attention).toHaveLength(1);
  expect(sortEdits([resolve], [inboxItem('gone', { resolved: true })]).groups.attention).toEqual([]);
  expect(sortEdits([resolve], [inboxItem('gone')]).groups.attention).toHaveLength(1);
});

it('an edit that was dealt with on another device is settled here as well', () => {
  const { groups, settled } = sortEdits(
    [entry('a', { state: 'conflict' }), entry('b', { state: 'pending' })],
    [inboxItem('a', { resolved: true })],
  );
  expect(groups.attention).toEqual([]);
  expect(settled).toEqual(['a']);
});

it('what was just put aside is not listed, though it is still there', () => {
  const { groups, settled } = sortEdits([entry('a', { state: 'rejected' })], [], new Set(['a']));
  expect([groups.attention, settled]).toEqual([[], []]);
});
