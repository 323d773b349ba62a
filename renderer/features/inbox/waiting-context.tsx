import { useInterval, useThrottledCallback } from '@mantine/hooks';
import { createContext, type ReactNode, use, useEffect, useEffectEvent } from 'react';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { type ServerAnswer, useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { abilityOf } from '#shared/access/ability.ts';
import {
  type ChangeRequestsResponse,
  changeRequestsResponse,
  type ParkedResponse,
  parkedResponse,
} from '#shared/protocol/parked.ts';

/**
 * How often the server is asked for what colleagues left to decide when it has said nothing, and at most when it says
 * that something has changed, in milliseconds.
 */
const EVERY_MS = 300_000;
const AT_MOST_MS = 2_000;

export interface Waiting {
  /** `null` for roles that decide none. */
  readonly parked: ServerAnswer<ParkedResponse> | null;
  readonly requests: ServerAnswer<ChangeRequestsResponse> | null;
  /** What this user can decide of what is known. */
  readonly count: number;
  reload(): void;
}

const WaitingContext = createContext<Waiting | null>(null);

/** Edits and requests of others that wait for this user. They are on the server only. */
export function WaitingProvider({ children }: { children: ReactNode }) {
  const ability = abilityOf(useUser().role);
  const { connection, decisionHints } = useSyncStatus();
  const decidesParked = ability.can('decide', 'parkedEdits');
  const decidesRequests = ability.can('decide', 'changeRequests');
  const parked = useServerAnswer(decidesParked ? '/parked' : null, parkedResponse);
  const requests = useServerAnswer(decidesRequests ? '/change-requests' : null, changeRequestsResponse);

  const reload = () => {
    parked.reload();
    requests.reload();
  };
  const askAgain = useEffectEvent(() => {
    const missed = parked.error ?? requests.error;
    if (missed !== undefined && connection === 'online') reload();
  });
  useEffect(() => {
    if (connection === 'online') askAgain();
  }, [connection]);
  const hinted = useThrottledCallback(() => reload(), AT_MOST_MS);
  useEffect(() => {
    if (decisionHints !== undefined) hinted();
  }, [decisionHints, hinted]);
  useInterval(() => (connection === 'online' ? reload() : undefined), EVERY_MS, {
    autoInvoke: decidesParked,
  });

  const mine = requests.data?.items.filter((request) => request.mayDecide).length ?? 0;
  const waiting = {
    parked: decidesParked ? parked : null,
    requests: decidesRequests ? requests : null,
    count: (parked.data?.items.length ?? 0) + mine,
    reload,
  } satisfies Waiting;
  return <WaitingContext value={waiting}>{children}</WaitingContext>;
}

export function useWaiting(): Waiting {
  const waiting = use(WaitingContext);
  if (!waiting) throw new Error('useWaiting outside WaitingProvider');
  return waiting;
}
