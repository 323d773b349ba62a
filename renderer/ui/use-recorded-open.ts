import { useEffect } from 'react';
import type { SessionUser } from '#shared/protocol/auth.ts';
import { useReplica, useUser } from './replica-context.tsx';

const HOUR = 3_600_000;

/** When each file was last recorded as opened, in milliseconds, by session: another session's user is another object. */
const recorded = new WeakMap<SessionUser, Map<string, number>>();

/** Records that a file was opened: once an hour of a session, however often its screen is drawn. */
export function useRecordedOpen(customerId: string | undefined): void {
  const replica = useReplica();
  const user = useUser();
  useEffect(() => {
    if (customerId === undefined) return;
    const files = recorded.get(user) ?? new Map<string, number>();
    recorded.set(user, files);
    const now = Date.now();
    const age = now - (files.get(customerId) ?? Number.NEGATIVE_INFINITY);
    // A clock that was set back makes no act of the past out of one of the future.
    if (age >= 0 && age < HOUR) return;
    files.set(customerId, now);
    replica.record({ kind: 'open', customerId }).catch(() => files.delete(customerId));
  }, [replica, user, customerId]);
}
