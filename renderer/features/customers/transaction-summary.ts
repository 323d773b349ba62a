import type { Transaction } from '#shared/model/transaction.ts';

export interface TransactionFilter {
  readonly kind: Transaction['kind'] | '';
  readonly holdingId: string;
  readonly direction: Transaction['direction'] | '';
}

export const noFilter: TransactionFilter = { kind: '', holdingId: '', direction: '' };

/** The bookings that match, the newest first; one that is here and was asked for online counts once. */
export function matching(transactions: readonly Transaction[], filter: TransactionFilter): Transaction[] {
  const byId = new Map(transactions.map((one) => [one.id, one]));
  return [...byId.values()]
    .filter(
      ({ kind, holdingId, direction }) =>
        (filter.kind === '' || kind === filter.kind) &&
        (filter.holdingId === '' || holdingId === filter.holdingId) &&
        (filter.direction === '' || direction === filter.direction),
    )
    .sort((a, b) => b.bookedOn.localeCompare(a.bookedOn) || b.id.localeCompare(a.id));
}

export interface Sums {
  readonly currency: string;
  /** Minor units, both positive. */
  readonly in: number;
  readonly out: number;
}

/** What came in and went out, per currency. */
export function sumsOf(transactions: readonly Transaction[]): Sums[] {
  const sums = new Map<string, { in: number; out: number }>();
  for (const { direction, amount } of transactions) {
    const sum = sums.get(amount.currency) ?? { in: 0, out: 0 };
    sum[direction === 'credit' ? 'in' : 'out'] += Math.abs(amount.minor);
    sums.set(amount.currency, sum);
  }
  return [...sums].map(([currency, sum]) => ({ currency, ...sum }));
}
