import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import type { SyncStatus } from '#renderer/replica/api/status.ts';
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

/**
 * Listens once for all screens: each listener more would be another copy of every change over the channel. Around the
 * sign-in and the lock too, which say how sync is doing.
 */
export function StatusProvider({ children }: { children: ReactNode }) {
  const replica = useReplica();
  const [status, setStatus] = useState(unknown);
  useEffect(() => replica.onStatus(setStatus), [replica]);
  return <StatusContext value={status}>{children}</StatusContext>;
}

/** The edits themselves hold customers' values: only behind the sign-in, and not while it is locked. */
export function OutboxProvider({ children }: { children: ReactNode }) {
  const replica = useReplica();
  const [outbox, setOutbox] = useState<readonly OutboxEntry[]>([]);
  useEffect(() => replica.watchOutbox(setOutbox), [replica]);
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}

export function useSyncStatus(): SyncStatus {
  return use(StatusContext);
}

/** All edits on this device that are on their way or answered and not yet dismissed. */
export function useOutbox(): readonly OutboxEntry[] {
  return use(OutboxContext);
}
