import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import { newId } from '#shared/domain/ids.ts';
import type { Holding } from '#shared/model/holding.ts';
import { fieldStates } from './field-states.ts';
import { nextActiveRow } from './grid-keys.ts';
import { groupHoldings, nextDue } from './holding-groups.ts';
import { maskIdNumber, maskPhone } from './mask.ts';
import { trendOf, trendShape } from './trend.ts';
import { parseTypedAmount, typedAmountOf } from './typed-amount.ts';

function holding(rest: Partial<Holding> & { minor?: number; currency?: string }): Holding {
  const { minor = 100, currency = 'CNY', ...fields } = rest;
  return {
    id: newId(),
    customerId: newId(),
    category: 'asset',
    kind: 'time',
    place: 'ours',
    status: 'active',
    productName: 'x',
    balance: { minor, currency },
    openedOn: '2024-01-01',
    ...fields,
  };
}

describe('holdings', () => {
  it('are totalled per category and currency, without what is closed', () => {
    const [assets, liabilities] = groupHoldings([
      holding({ minor: 500 }),
      holding({ minor: 900, place: 'other_bank' }),
      holding({ minor: 7, currency: 'USD' }),
      holding({ minor: 10_000, status: 'closed' }),
      holding({ category: 'liability', kind: 'loan', minor: 300 }),
    ]);
    expect(assets?.totals).toEqual([
      { minor: 1400, currency: 'CNY' },
      { minor: 7, currency: 'USD' },
    ]);
    expect(assets?.ours[0]).toEqual({ minor: 500, currency: 'CNY' });
    expect(assets?.holdings.map((one) => one.balance.minor)).toEqual([500, 7, 900, 10_000]);
    expect(liabilities?.category).toBe('liability');
  });

  it('name what falls due next: an overdue instalment counts, a past maturity does not', () => {
    const instalments = { amount: { minor: 1, currency: 'CNY' }, count: 12, paid: 1, overdue: 1 };
    const loan = holding({ category: 'liability', instalments: { ...instalments, nextDueOn: '2026-11-01' } });
    const deposit = holding({ maturesOn: '2026-12-24' });
    expect(nextDue([deposit, holding({ maturesOn: '2026-01-01' })], '2026-11-21')?.on).toBe('2026-12-24');
    expect(nextDue([deposit, loan], '2026-11-21')).toMatchObject({ on: '2026-11-01', kind: 'instalment' });
  });
});

describe('the asset trend', () => {
  const years = [2025, 2026].map((year) => ({
    id: newId(),
    customerId: newId(),
    year,
    currency: 'CNY',
    months: [2, 1].map((month) => ({ month, assets: year + month, liabilities: 0 })),
  }));

  it('is one line over the years, oldest first, cut to the last months', () => {
    expect(trendOf(years, 3)?.points.map((point) => point.month)).toEqual(['2025-02', '2026-01', '2026-02']);
    expect(trendOf([], 24)).toBeNull();
  });

  it('stays inside its box, and a flat or single value lies in the middle', () => {
    expect(trendShape([0, 100], 100, 40).line).toBe('M2 38 L98 2');
    expect(trendShape([5], 100, 40).line).toBe('M2 20');
  });
});

describe('amounts as typed', () => {
  it.each([
    ['12,500.5', 1250050],
    ['35万', 35000000],
    ['1.2亿', 12000000000],
    ['80k', 8000000],
    ['0.29', 29],
  ])('%s is read', (text, minor) => {
    expect(parseTypedAmount(text, 'CNY')).toEqual({ minor, currency: 'CNY' });
  });

  it.each(['', 'abc', '1.234', '1e5', '12万k'])('%j is refused', (text) => {
    expect(parseTypedAmount(text, 'CNY')).toBeNull();
  });

  it('are written back without grouping', () => {
    expect(typedAmountOf({ minor: 1250050, currency: 'CNY' })).toBe('12500.50');
    expect(typedAmountOf({ minor: 30000000, currency: 'CNY' })).toBe('300000');
  });
});

describe('masks', () => {
  it('keep the ends and the length', () => {
    expect(maskIdNumber('110101199003074518')).toBe('11••••••••••••4518');
    expect(maskPhone('13812345678')).toBe('138••••5678');
    expect(maskPhone('+86 138 1234 5678')).toBe('+86 ••• •••• 5678');
    expect(maskPhone('12345')).toBe('•••45');
  });
});

describe('the keys of the grid', () => {
  it('move the active row and stop at the ends', () => {
    expect(nextActiveRow('ArrowDown', -1, 100, 20)).toBe(0);
    expect(nextActiveRow('ArrowUp', 0, 100, 20)).toBe(0);
    expect(nextActiveRow('PageDown', 95, 100, 20)).toBe(99);
    expect(nextActiveRow('End', 3, 100, 20)).toBe(99);
    expect(nextActiveRow('a', 3, 100, 20)).toBeNull();
    expect(nextActiveRow('ArrowDown', -1, 0, 20)).toBeNull();
  });
});

describe('how far an edited field has come', () => {
  const entry = (rest: Partial<OutboxEntry>): OutboxEntry => ({
    mutationId: newId(),
    collection: 'customers',
    documentId: 'a',
    intent: 'customer.edit',
    base: {},
    next: {},
    at: '2026-11-21T08:00:00Z',
    state: 'pending',
    ...rest,
  });

  it('is told by the last edit of it', () => {
    const states = fieldStates(
      [
        entry({ next: { email: 'b' }, at: '2026-11-21T09:00:00Z', state: 'pending' }),
        entry({ next: { email: 'a', mobile: '1' }, state: 'accepted' }),
        entry({ next: { wechat: 'x' }, documentId: 'b' }),
      ],
      'a',
    );
    expect(states).toEqual({ email: 'pending', mobile: 'accepted' });
  });

  it('does not call a field disputed that went through beside one that was', () => {
    const states = fieldStates(
      [entry({ next: { mobile: '1', tags: [] }, state: 'conflict', fields: ['mobile'] })],
      'a',
    );
    expect(states).toEqual({ mobile: 'conflict', tags: 'merged' });
  });
});
