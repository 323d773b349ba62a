import { lazy } from 'react';
import { useEdits } from '#renderer/ui/edits-context.tsx';
import { WaitingProvider as Provider, useWaiting } from './waiting-context.tsx';

export const InboxPage = lazy(async () => ({
  default: (await import('./inbox-page.tsx')).InboxPage,
}));

export const WaitingProvider = Provider;

/** What needs this user: own edits to look at, and what colleagues left to decide. One number wherever it is shown. */
export function useDecisionCount(): { own: number; waiting: number; total: number } {
  const own = useEdits().attention.length;
  const waiting = useWaiting().count;
  return { own, waiting, total: own + waiting };
}
