import { notifications } from '@mantine/notifications';
import { lazy, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { LockPage, SignInPage } from '#renderer/features/session/public.tsx';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { OutboxProvider, useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { KeepProvider } from '#renderer/ui/use-keep.tsx';
import { AnnouncerProvider } from './announcer-context.tsx';
import { createGate, type Gate } from './gate.ts';
import { useHost } from './host-context.tsx';
import { PolicyProvider } from './policy-provider.tsx';
import { SessionProvider } from './session-context.tsx';
import { useLockedEnd } from './use-locked-end.ts';

const loadSignedIn = () => import('./signed-in.tsx');
const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }));

/** The sign-in, the lock, or the screens: never two of them in the page at once. */
export function GateView() {
  const replica = useReplica();
  const { desktop } = useHost();
  const { error } = useSyncStatus();
  const [gate] = useState(() =>
    createGate(replica, {
      now: () => Date.now(),
      clearMessages: () => notifications.clean(),
      forgetAddress: () => history.replaceState(null, '', '/'),
    }),
  );
  const { phase, enter, lock, show, leave, lost } = useStore(gate);

  // The frame and the first screen load while somebody types a password.
  useEffect(() => {
    loadSignedIn().catch(() => {
      // Tried again, and reported, when it is needed.
    });
  }, []);
  useEffect(() => desktop.onScreenLock(() => lock()), [desktop, lock]);
  useEffect(() => {
    if (error !== undefined) lost(error);
  }, [error, lost]);
  useLockedEnd(phase, leave);

  return (
    <AnnouncerProvider
      person={phase.name === 'signed-out' ? undefined : phase.session.user.id}
      locked={phase.name === 'locked'}
    >
      <PhaseView gate={{ phase, enter, lock, show, leave, lost }} ended={error} />
    </AnnouncerProvider>
  );
}

interface PhaseViewProps {
  gate: Pick<Gate, 'phase' | 'enter' | 'lock' | 'show' | 'leave' | 'lost'>;
  ended: ReplicaErrorCode | undefined;
}

function PhaseView({ gate: { phase, enter, lock, show, leave, lost }, ended }: PhaseViewProps) {
  if (phase.name === 'signed-out') {
    const { username, notice = ended === 'device_wiped' ? ('wiped' as const) : undefined } = phase;
    return (
      <SignInPage
        onSignedIn={enter}
        {...(username === undefined ? {} : { username })}
        {...(notice === undefined ? {} : { notice })}
      />
    );
  }
  if (phase.name === 'locked') {
    return (
      <LockPage
        user={phase.session.user}
        byProvider={phase.session.byProvider === true}
        form={phase.form}
        gone={phase.gone !== undefined}
        holdsTyped={phase.held.keep.hasTyped()}
        onSignedIn={enter}
        onShow={show}
        onGone={() => lost('not_signed_in')}
      />
    );
  }
  return (
    <SessionProvider session={phase.session} lock={lock} leave={leave}>
      <PolicyProvider>
        <KeepProvider keep={phase.held.keep}>
          <OutboxProvider>
            <SignedIn key={phase.session.user.id} held={phase.held} />
          </OutboxProvider>
        </KeepProvider>
      </PolicyProvider>
    </SessionProvider>
  );
}
