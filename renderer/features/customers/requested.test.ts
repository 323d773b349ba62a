import { describe, expect, it } from 'vitest';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { requestedOf } from './requested.ts';

const customerId = '01890000-0000-7000-8000-0000000000c1';

function item(given: Partial<EditItem> & { next: Record<string, string> }): EditItem {
  const { next, ...rest } = given;
  return {
    mutationId: '01890000-0000-7000-8000-0000000000e1',
    collection: 'customers',
    documentId: customerId,
    state: 'parked',
    reason: 'needs_approval',
    at: '2026-11-20T02:00:00.000Z',
    conflicts: Object.entries(next).map(([field, mine]) => ({ field, mine })),
    ...rest,
  };
}

const asked = (attention: EditItem[], waiting: EditItem[] = []) =>
  requestedOf({ attention, waiting }, customerId);

describe('what was asked to have changed', () => {
  it('stands beside the value until somebody has decided, the latest wish of each field', () => {
    const first = item({ next: { grade: 'gold', lifecycle: 'dormant' } });
    const second = item({ next: { grade: 'diamond' }, at: '2026-11-20T03:00:00.000Z' });
    expect(asked([second, first])).toEqual({ grade: 'diamond', lifecycle: 'dormant' });
    const decided = { ...first.inboxItem, decision: 'applied' } as EditItem['inboxItem'];
    expect(asked([{ ...first, ...(decided && { inboxItem: decided }) }])).toEqual({});
  });

  it('is asked from the moment it is saved, also before it is sent', () => {
    expect(asked([], [item({ state: 'pending', next: { grade: 'gold', mobile: '13900000001' } })])).toEqual({
      grade: 'gold',
    });
  });

  it('is nothing that was refused or is another customer’s', () => {
    expect(asked([item({ state: 'rejected', reason: 'invalid', next: { grade: 'gold' } })])).toEqual({});
    expect(asked([item({ documentId: 'another', next: { grade: 'gold' } })])).toEqual({});
  });
});
