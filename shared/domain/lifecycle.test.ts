import { describe, expect, it } from 'vitest';
import type { Holding } from '../model/holding.ts';
import { newId } from './ids.ts';
import { lifecycleOf } from './lifecycle.ts';

const today = '2026-11-22';

function holding(changes: Partial<Holding> = {}): Holding {
  return {
    id: newId(),
    customerId: newId(),
    category: 'asset',
    kind: 'demand',
    place: 'ours',
    status: 'active',
    productName: '活期',
    balance: { minor: 100_00, currency: 'CNY' },
    openedOn: '2019-01-01',
    ...changes,
  };
}

const instalments = { amount: { minor: 1, currency: 'CNY' }, count: 12, paid: 3, overdue: 0 };

describe('the lifecycle of a customer', () => {
  it('is potential before anything is held with us, whatever is held elsewhere', () => {
    const finding = lifecycleOf({ holdings: [holding({ place: 'other_bank' })], today });
    expect(finding).toEqual({ stage: 'potential', rule: 'never_held', held: 0 });
  });

  it('is lost when all of it is closed, even after a talk yesterday', () => {
    const finding = lifecycleOf({
      holdings: [holding({ status: 'closed' })],
      lastContactAt: '2026-11-21T02:00:00.000Z',
      today,
    });
    expect(finding).toMatchObject({ stage: 'lost', rule: 'all_closed' });
  });

  it('is active by a booking, then by a loan being repaid, then by a contact, then by what was just opened', () => {
    const of = (input: Partial<Parameters<typeof lifecycleOf>[0]>) =>
      lifecycleOf({ holdings: [holding()], today, ...input });
    expect(of({ lastBookingOn: '2026-11-02' })).toMatchObject({ rule: 'booked', on: '2026-11-02', days: 20 });
    expect(of({ holdings: [holding({ category: 'liability', kind: 'loan', instalments })] })).toMatchObject({
      stage: 'active',
      rule: 'loan_served',
    });
    expect(of({ lastContactAt: '2026-08-01T04:00:00.000Z' })).toMatchObject({ rule: 'contacted' });
    expect(of({ holdings: [holding({ openedOn: '2026-10-01' })] })).toMatchObject({ rule: 'opened' });
  });

  it('is dormant when nothing has stirred, and says since when', () => {
    const finding = lifecycleOf({
      holdings: [holding(), holding({ category: 'liability', status: 'defaulted', instalments })],
      lastContactAt: '2026-01-05T04:00:00.000Z',
      lastBookingOn: '2026-03-01',
      today,
    });
    expect(finding).toEqual({ stage: 'dormant', rule: 'quiet', held: 2, on: '2026-03-01', days: 266 });
  });

  it('changes on the day after the last that counts', () => {
    const on = (lastBookingOn: string) => lifecycleOf({ holdings: [holding()], lastBookingOn, today }).stage;
    expect([on('2026-08-24'), on('2026-08-23')]).toEqual(['active', 'dormant']);
  });
});
