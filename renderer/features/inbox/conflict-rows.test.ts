import { describe, expect, it } from 'vitest';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { conflictRowsOf, nextOfDecision, nextOfUndo } from './conflict-rows.ts';

const item = {
  mutationId: 'm1',
  collection: 'customers',
  documentId: 'c1',
  state: 'conflict',
  at: '2026-03-01T08:00:00Z',
  conflicts: [
    { field: 'mobile', base: '1', mine: '2', theirs: '3' },
    { field: 'address', base: 'a', mine: null, theirs: 'b' },
  ],
  inboxItem: {
    id: 'i1',
    ownerId: 'u1',
    mutationId: 'm1',
    outcome: 'conflict',
    collection: 'customers',
    documentId: 'c1',
    fields: [],
    createdAt: '2026-03-01T09:00:00Z',
    resolved: false,
  },
} satisfies EditItem;

describe('deciding a conflict', () => {
  it('taking mine writes over what is stored now', () => {
    const rows = conflictRowsOf(item, { mobile: '3', address: 'b' });
    expect(nextOfDecision(rows, new Map([['mobile', '2']]))).toEqual({ mobile: '2' });
    expect(nextOfDecision(rows, new Map([['address', null]]))).toEqual({ address: null });
  });

  it('keeping theirs writes nothing, also where theirs has been changed again', () => {
    const rows = conflictRowsOf(item, { mobile: '4', address: 'b' });
    expect(rows.map((row) => row.movedOn)).toEqual([true, false]);
    expect(nextOfDecision(rows, new Map(rows.map((row) => [row.field, row.now])))).toEqual({});
  });

  it('before the inbox has come, the stored value stands for theirs', () => {
    const { inboxItem, ...early } = item;
    const entry = {
      mutationId: 'm1',
      collection: 'customers',
      documentId: 'c1',
      intent: 'customer.edit',
      base: { mobile: '1' },
      next: { mobile: '2', email: 'x@example.cn' },
      fields: ['mobile'],
      at: '2026-03-01T08:00:00Z',
      state: 'conflict',
    } as const;
    expect(conflictRowsOf({ ...early, entry: { ...entry, fields: ['mobile'] } }, { mobile: '3' })).toEqual([
      { field: 'mobile', base: '1', mine: '2', theirs: '3', now: '3', movedOn: false },
    ]);
  });
});

describe('taking a decision back', () => {
  it('puts back what stood before, and clears what was not there', () => {
    const written = { mobile: '2', address: 'mine' };
    expect(nextOfUndo(written, { mobile: '3' }, written)).toEqual({ mobile: '3', address: null });
  });

  it('leaves alone what somebody has entered since', () => {
    expect(nextOfUndo({ mobile: '2' }, { mobile: '3' }, { mobile: '9' })).toEqual({});
  });
});
