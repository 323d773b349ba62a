import { describe, expect, it } from 'vitest';
import { newId } from '#shared/domain/ids.ts';
import type { Holding } from '#shared/model/holding.ts';
import { placeShares } from './place-shares.ts';

const asset = (minor: number, changes: Partial<Holding> = {}): Holding => ({
  id: newId(),
  customerId: newId(),
  category: 'asset',
  kind: 'time',
  place: 'ours',
  status: 'active',
  productName: '定期',
  balance: { minor, currency: 'CNY' },
  openedOn: '2024-01-01',
  ...changes,
});

describe('where the assets are', () => {
  it('shares add up to the whole, also where they do not divide', () => {
    const { shares } = placeShares([
      asset(1),
      asset(1, { place: 'other_bank' }),
      asset(1, { place: 'other' }),
    ]);
    expect(shares.map(({ place }) => place)).toEqual(['ours', 'other_bank', 'other']);
    expect(shares.reduce((sum, { basisPoints }) => sum + basisPoints, 0)).toBe(10_000);
  });

  it('leaves out what is closed, what is owed, and places with nothing', () => {
    const { shares } = placeShares([
      asset(70),
      asset(30, { place: 'other' }),
      asset(99, { status: 'closed' }),
      asset(99, { category: 'liability' }),
    ]);
    expect(shares).toEqual([
      { place: 'ours', amount: { minor: 70, currency: 'CNY' }, basisPoints: 7000 },
      { place: 'other', amount: { minor: 30, currency: 'CNY' }, basisPoints: 3000 },
    ]);
  });

  it('never adds two currencies', () => {
    const dollars = asset(5, { balance: { minor: 5, currency: 'USD' } });
    expect(placeShares([asset(70), dollars]).others).toEqual([{ minor: 5, currency: 'USD' }]);
    expect(placeShares([])).toEqual({ shares: [], others: [] });
  });
});
