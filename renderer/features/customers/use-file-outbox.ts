import { useEffect, useMemo, useState } from 'react';
import type { OutboxEntry } from '#renderer/replica/api.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';

const none: OutboxEntry[] = [];

/** The edits of one customer's file that are on this device, in the order in which they were entered. */
export function useFileOutbox(customerId: string): OutboxEntry[] {
  const replica = useReplica();
  const [entries, setEntries] = useState(none);
  useEffect(() => replica.watchOutbox(setEntries), [replica]);
  return useMemo(() => {
    const own = entries.filter((entry) => entry.customerId === customerId);
    return own.length === 0 ? none : own;
  }, [entries, customerId]);
}
