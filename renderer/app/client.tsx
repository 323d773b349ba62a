import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, Suspense, use } from 'react';
import { ReplicaProvider } from '#renderer/ui/replica-context.tsx';
import { StatusProvider } from '#renderer/ui/sync-context.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { GateView } from './gate-view.tsx';
import { HostProvider } from './host-context.tsx';
import type { Started } from './start.ts';
import { StartFailure } from './start-failure.tsx';
import { Starting } from './starting.tsx';
import { useTheme } from './use-theme.ts';

const colorSchemeManager = localStorageColorSchemeManager({ key: 'branchline.theme' });

/** What every page of the client stands in. */
export function Themed({ children }: { children: ReactNode }) {
  const theme = useTheme();
  return (
    <MantineProvider theme={theme} colorSchemeManager={colorSchemeManager} defaultColorScheme="light">
      {children}
    </MantineProvider>
  );
}

export function Client({ starting }: { starting: Promise<Started> }) {
  return (
    <Themed>
      <ErrorBoundary fallback={(error) => <StartFailure error={error} />}>
        <Suspense fallback={<Starting />}>
          <Ready starting={starting} />
        </Suspense>
      </ErrorBoundary>
      <Notifications position="bottom-right" limit={3} autoClose={8000} />
    </Themed>
  );
}

function Ready({ starting }: { starting: Promise<Started> }) {
  const { desktop, info, replica } = use(starting);
  return (
    <HostProvider desktop={desktop} info={info}>
      <ReplicaProvider replica={replica}>
        <StatusProvider>
          <GateView />
        </StatusProvider>
      </ReplicaProvider>
    </HostProvider>
  );
}
