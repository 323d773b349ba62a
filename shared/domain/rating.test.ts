import { describe, expect, it } from 'vitest';
import type { Holding } from '../model/holding.ts';
import { newId } from './ids.ts';
import { gradeOf, ratingOf, standingOf } from './rating.ts';

const WAN = 1_000_000;

function asset(wan: number, changes: Partial<Holding> = {}): Holding {
  return {
    id: newId(),
    customerId: newId(),
    category: 'asset',
    kind: 'time',
    place: 'ours',
    status: 'active',
    productName: '定期',
    balance: { minor: wan * WAN, currency: 'CNY' },
    openedOn: '2024-01-01',
    ...changes,
  };
}

describe('rating', () => {
  it('grades by what lies with us: from 20, 100 and 600 万 for persons', () => {
    const grades = [19.99, 20, 100, 600].map((wan) => gradeOf('retail', wan * WAN));
    expect(grades).toEqual(['standard', 'gold', 'diamond', 'private']);
    expect(gradeOf('corporate', 600 * WAN)).toBe('gold');
  });

  it('leaves out what lies elsewhere, what is closed and what is owed, and says what is missing to the next', () => {
    const { byAssets } = ratingOf('retail', [
      asset(30),
      asset(500, { place: 'other_bank' }),
      asset(500, { status: 'closed' }),
      asset(500, { category: 'liability', kind: 'loan' }),
    ]);
    expect(byAssets).toEqual({
      value: 'gold',
      amount: { minor: 30 * WAN, currency: 'CNY' },
      from: { minor: 20 * WAN, currency: 'CNY' },
      next: { value: 'diamond', from: { minor: 100 * WAN, currency: 'CNY' } },
    });
  });

  it('classes by what the customer brought, losses included; nothing is said where nothing is known', () => {
    const profit = (wan: number) => ({ profit: { minor: wan * WAN, currency: 'CNY' } });
    expect(ratingOf('retail', [asset(1)]).byContribution).toBeUndefined();
    expect(ratingOf('retail', [asset(1, profit(2)), asset(1, profit(-0.5))]).byContribution).toMatchObject({
      value: 'B',
      amount: { minor: 1.5 * WAN },
      holdings: 2,
      next: { value: 'A' },
    });
    expect(ratingOf('retail', [asset(1, profit(9))]).byContribution).toMatchObject({ value: 'A' });
    expect(ratingOf('retail', [asset(1, profit(9))]).byContribution?.next).toBeUndefined();
  });

  it('reads thresholds in the currency of the money', () => {
    expect(gradeOf('retail', 59 * WAN, 'CZK')).toBe('standard');
    expect(gradeOf('retail', 60 * WAN, 'CZK')).toBe('gold');
  });
});

describe('the 80/20 view', () => {
  it('finds the few who hold four fifths, and where one stands', () => {
    const amounts = [50, 30, 10, 5, 5];
    expect(standingOf(amounts, 30)).toEqual({ rank: 2, of: 5, own: 30, total: 100, few: 2, amongFew: true });
    expect(standingOf(amounts, 5)).toMatchObject({ rank: 4, amongFew: false });
  });

  it('counts debts as nothing and puts nobody without assets among the few', () => {
    expect(standingOf([0, -5, 0], 0)).toMatchObject({ rank: 1, of: 3, total: 0, few: 0, amongFew: false });
  });
});
