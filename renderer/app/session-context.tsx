import { createContext, type ReactNode, use, useMemo } from 'react';
import type { Session } from '#renderer/replica/api/session.ts';
import { UserProvider } from '#renderer/ui/replica-context.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import type { FieldRules } from '#shared/access/field-rules.ts';
import type { Gate } from './gate.ts';

interface SessionValue {
  session: Session;
  /** Takes the screens down until the password is given, or somebody else's. */
  lock: Gate['lock'];
  /** Ends the session; edits stay on the device. */
  leave: Gate['leave'];
}

const SessionContext = createContext<SessionValue | null>(null);

export function SessionProvider({ children, ...value }: SessionValue & { children: ReactNode }) {
  const { user, policy } = value.session;
  // What the server said since is in the status, which is a copy of its own each time: compared by content.
  const { fieldRules = policy.fieldRules ?? {} } = useSyncStatus();
  const text = JSON.stringify(fieldRules);
  const taken = useMemo(() => JSON.parse(text) as FieldRules, [text]);
  return (
    <SessionContext value={value}>
      <UserProvider user={user} taken={taken}>
        {children}
      </UserProvider>
    </SessionContext>
  );
}

export function useSession(): SessionValue {
  const value = use(SessionContext);
  if (!value) throw new Error('useSession outside SessionProvider');
  return value;
}
