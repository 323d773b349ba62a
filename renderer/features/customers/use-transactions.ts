import { useState } from 'react';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import { transactionPage } from '#shared/protocol/files.ts';

/** More bookings than three months of a customer have; it bounds what crosses from the worker. */
const HERE = 2000;

export interface Transactions {
  /** Those here and those that were asked for, in no order. */
  readonly all: readonly Transaction[];
  readonly loading: boolean;
  /** Older ones: not asked for, being asked for, part of them here, or all. */
  readonly older: 'unasked' | 'asking' | 'more' | 'all';
  readonly error?: ReplicaErrorCode | undefined;
  askOlder(): void;
}

interface Older {
  readonly transactions: readonly Transaction[];
  readonly next: string | null;
}

/** The bookings of the last months from this device, and page by page the older ones from the server. */
export function useTransactions(customerId: string): Transactions {
  const replica = useReplica();
  const here = useLiveQuery<'transactions'>({
    collection: 'transactions',
    selector: { customerId },
    sort: [{ bookedOn: 'desc' }],
    limit: HERE,
  });
  const [older, setOlder] = useState<Older | null>(null);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<ReplicaErrorCode>();

  const ask = async () => {
    const before = older?.next ?? '';
    setAsking(true);
    setError(undefined);
    try {
      const query = before === '' ? '' : `?before=${encodeURIComponent(before)}`;
      const answer = await replica.fetchOnline(`/files/${customerId}/transactions${query}`);
      const page = transactionPage.parse(answer);
      setOlder((known) => ({
        transactions: [...(known?.transactions ?? []), ...page.transactions],
        next: page.next ?? null,
      }));
    } catch (caught) {
      setError(errorCodeOf(caught));
    } finally {
      setAsking(false);
    }
  };

  return {
    all: [...here.documents, ...(older?.transactions ?? [])],
    loading: here.loading,
    older: asking ? 'asking' : older === null ? 'unasked' : older.next === null ? 'all' : 'more',
    error: error ?? here.error,
    askOlder: () => void ask(),
  };
}
