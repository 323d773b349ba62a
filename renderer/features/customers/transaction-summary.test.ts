import { describe, expect, it } from 'vitest';
import { newId } from '#shared/domain/ids.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import { matching, noFilter, sumsOf } from './transaction-summary.ts';

const account = newId();
const booking = (bookedOn: string, minor: number, changes: Partial<Transaction> = {}): Transaction => ({
  id: newId(),
  customerId: newId(),
  holdingId: account,
  bookedOn,
  direction: minor < 0 ? 'debit' : 'credit',
  kind: 'transfer',
  amount: { minor: Math.abs(minor), currency: 'CNY' },
  ...changes,
});

describe('transactions', () => {
  it('are listed newest first, and once however they came', () => {
    const [old, young] = [booking('2026-08-01', 5), booking('2026-11-01', 7)];
    expect(matching([old, young, { ...old }], noFilter)).toEqual([young, old]);
  });

  it('are filtered by kind, account and direction together', () => {
    const wanted = booking('2026-11-01', -7, { kind: 'card' });
    const all = [wanted, booking('2026-11-02', -7), booking('2026-11-03', 7, { kind: 'card' })];
    expect(matching(all, { kind: 'card', holdingId: account, direction: 'debit' })).toEqual([wanted]);
    expect(matching(all, { ...noFilter, holdingId: newId() })).toEqual([]);
  });

  it('are summed by what came in and went out, each currency for itself', () => {
    const dollars = booking('2026-11-01', 3, { amount: { minor: 3, currency: 'USD' } });
    expect(sumsOf([booking('2026-11-01', 10), booking('2026-11-02', -4), dollars])).toEqual([
      { currency: 'CNY', in: 10, out: 4 },
      { currency: 'USD', in: 3, out: 0 },
    ]);
  });
});
