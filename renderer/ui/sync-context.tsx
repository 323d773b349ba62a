import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { OutboxEntry, SyncStatus } from '#renderer/replica/api.ts';
import { useReplica } from './replica-context.tsx';

const unknown: SyncStatus = {
  connection: 'unknown',
  phase: 'idle',
  complete: false,
  unsent: 0,
  attention: 0,
};

const StatusContext = createContext<SyncStatus>(unknown);
const OutboxContext = createContext<readonly OutboxEntry[]>([]);

/** Listens once for all screens: each listener more would be another copy of every change over the channel. */
export function SyncProvider({ children }: { children: ReactNode }) {
  const replica = useReplica();
  const [status, setStatus] = useState(unknown);
  const [outbox, setOutbox] = useState<readonly OutboxEntry[]>([]);
  useEffect(() => replica.onStatus(setStatus), [replica]);
  useEffect(() => replica.watchOutbox(setOutbox), [replica]);
  return (
    <StatusContext value={status}>
      <OutboxContext value={outbox}>{children}</OutboxContext>
    </StatusContext>
  );
}

export function useSyncStatus(): SyncStatus {
  return use(StatusContext);
}

/** All edits on this device that are on their way or answered and not yet dismissed. */
export function useOutbox(): readonly OutboxEntry[] {
  return use(OutboxContext);
}
