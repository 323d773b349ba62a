import { createContext, type ReactNode, use } from 'react';
import type { Session } from '#renderer/replica/api.ts';
import { UserProvider } from '#renderer/ui/replica-context.tsx';

interface SessionValue {
  session: Session;
  /** Ends the session; edits stay on the device. */
  signOut: () => void;
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
