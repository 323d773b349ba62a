import { useMemo } from 'react';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import { useOutbox } from '#renderer/ui/sync-context.tsx';

const none: readonly OutboxEntry[] = [];

/** The edits of one customer's file that are on this device, in the order in which they were entered. */
export function useFileOutbox(customerId: string): readonly OutboxEntry[] {
  const entries = useOutbox();
  return useMemo(() => {
    const own = entries.filter((entry) => entry.customerId === customerId);
    return own.length === 0 ? none : own;
  }, [entries, customerId]);
}
