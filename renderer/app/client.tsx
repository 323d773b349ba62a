import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { lazy, Suspense, use, useEffect, useState } from 'react';
import { SignInPage } from '#renderer/features/session/public.tsx';
import type { Session } from '#renderer/replica/api.ts';
import { ReplicaProvider } from '#renderer/ui/replica-context.tsx';
import { SyncProvider } from '#renderer/ui/sync-context.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { HostProvider } from './host-context.tsx';
import { SessionProvider } from './session-context.tsx';
import type { Started } from './start.ts';
import { StartFailure } from './start-failure.tsx';
import { Starting } from './starting.tsx';
import { useTheme } from './use-theme.ts';

const loadSignedIn = () => import('./signed-in.tsx');
const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }));

const colorSchemeManager = localStorageColorSchemeManager({ key: 'branchline.theme' });

export function Client({ starting }: { starting: Promise<Started> }) {
  const theme = useTheme();
  return (
    <MantineProvider theme={theme} colorSchemeManager={colorSchemeManager} defaultColorScheme="light">
      <ErrorBoundary fallback={(error) => <StartFailure error={error} />}>
        <Suspense fallback={<Starting />}>
          <Ready starting={starting} />
        </Suspense>
      </ErrorBoundary>
      <Notifications position="bottom-right" limit={3} autoClose={8000} />
    </MantineProvider>
  );
}

function Ready({ starting }: { starting: Promise<Started> }) {
  const { desktop, info, replica } = use(starting);
  const [session, setSession] = useState<Session | null>(null);
  const [lastUsername, setLastUsername] = useState<string>();

  // The frame and the first screen load while somebody types a password.
  useEffect(() => {
    loadSignedIn().catch(() => {
      // Tried again, and reported, when it is needed.
    });
  }, []);

  const signOut = () => {
    setLastUsername(session?.user.username);
    setSession(null);
    // The next user starts on their own first screen, not on this one's customer.
    history.replaceState(null, '', '/');
    replica.signOut().catch(() => {
      // The screens are closed and the keys went with them; what failed was tidying up.
    });
  };

  return (
    <HostProvider desktop={desktop} info={info}>
      <ReplicaProvider replica={replica}>
        {session === null ? (
          <SignInPage onSignedIn={setSession} {...(lastUsername ? { username: lastUsername } : {})} />
        ) : (
          <SessionProvider session={session} signOut={signOut}>
            <SyncProvider>
              <SignedIn key={session.user.id} />
            </SyncProvider>
          </SessionProvider>
        )}
      </ReplicaProvider>
    </HostProvider>
  );
}
