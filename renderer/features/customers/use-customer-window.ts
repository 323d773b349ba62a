import { useEffect, useState } from 'react';
import type { CustomerListQuery, CustomerWindow } from '#renderer/replica/api/customer-list.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';

/** Lines asked for at once. A window moves when the screen comes within {@link MARGIN} lines of its edge. */
export const WINDOW = 240;
const MARGIN = 60;

/** Where the window begins that holds line `first` with room to scroll either way. */
export function windowStart(first: number): number {
  return Math.max(0, Math.floor((first - MARGIN) / MARGIN) * MARGIN);
}

export interface LiveWindow {
  /** The last that arrived; `null` before the first. */
  readonly window: CustomerWindow | null;
  /** It answers this query, not the one before. */
  readonly current: boolean;
}

/**
 * The part of the list around the screen. The last one stays until the next arrives: nothing flashes. While it is
 * `held` nothing moves, so that no row goes from under somebody who types in it.
 */
export function useCustomerWindow(query: CustomerListQuery, from: number, held: boolean): LiveWindow {
  const replica = useReplica();
  const key = JSON.stringify(query);
  const [result, setResult] = useState<{ key: string; window: CustomerWindow } | null>(null);
  const [shown, setShown] = useState(result);
  if (!held && shown !== result) setShown(result);

  useEffect(
    () =>
      replica.watchCustomers(JSON.parse(key) as CustomerListQuery, { from, count: WINDOW }, (window) =>
        setResult({ key, window }),
      ),
    [replica, key, from],
  );

  return { window: shown?.window ?? null, current: shown?.key === key };
}
