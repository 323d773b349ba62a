import { useEffect } from 'react';
import { useOutbox } from '#renderer/ui/sync-context.tsx';
import { useHost } from './host-context.tsx';

/** As many as one call takes. */
const MOST = 10_000;

/** Tells the machine which edits are unsent: it installs no update while one of them has no copy outside the replica. */
export function useTellPending(): void {
  const { desktop } = useHost();
  const outbox = useOutbox();
  const key = outbox
    .filter(({ state }) => state === 'pending' || state === 'sending')
    .map(({ mutationId }) => mutationId)
    .slice(0, MOST)
    .join(' ');
  useEffect(() => {
    desktop.tellPending(key === '' ? [] : key.split(' ')).catch(() => undefined);
  }, [desktop, key]);
}
