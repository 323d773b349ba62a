import { createContext, type ReactNode, use } from 'react';
import type { Session } from '#renderer/replica/api.ts';
import { UserProvider } from '#renderer/ui/replica-context.tsx';
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
  return (
    <SessionContext value={value}>
      <UserProvider user={value.session.user}>{children}</UserProvider>
    </SessionContext>
  );
}

export function useSession(): SessionValue {
  const value = use(SessionContext);
  if (!value) throw new Error('useSession outside SessionProvider');
  return value;
}
