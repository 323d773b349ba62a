import { useState } from 'react';
import { RouterProvider } from 'react-router';
import { RemindersProvider } from '#renderer/features/agenda/public.tsx';
import { WaitingProvider } from '#renderer/features/inbox/public.tsx';
import { BaseListsProvider } from '#renderer/ui/base-lists.tsx';
import { EditsProvider } from '#renderer/ui/edits-context.tsx';
import { usePolicies } from '#renderer/ui/policy-context.tsx';
import { BankWords } from './bank-words.tsx';
import type { Held } from './gate.ts';
import { createClientRouter } from './routes.tsx';
import { ScreenWatermark } from './screen-watermark.tsx';
import { useSession } from './session-context.tsx';
import { useIdleLock } from './use-idle-lock.ts';

type ClientRouter = ReturnType<typeof createClientRouter>;

/** Everything behind the sign-in: its code loads while somebody types a password. */
export function SignedIn({ held }: { held: Held }) {
  const { session, lock } = useSession();
  // Outlives a lock, so that one comes back to where one was. Whoever ends the session disposes of it: the next user's
  // router would not get the browser's history while this one listens to it.
  const [router] = useState(() => {
    const known = held.router as ClientRouter | undefined;
    held.router = known ?? createClientRouter();
    return held.router as ClientRouter;
  });
  const { idleLockMinutes } = usePolicies().effective;
  useIdleLock(idleLockMinutes?.value ?? session.policy.idleLockMinutes, lock);
  return (
    <BaseListsProvider>
      <BankWords />
      <EditsProvider>
        <WaitingProvider>
          <RemindersProvider>
            <RouterProvider router={router} />
            <ScreenWatermark />
          </RemindersProvider>
        </WaitingProvider>
      </EditsProvider>
    </BaseListsProvider>
  );
}
