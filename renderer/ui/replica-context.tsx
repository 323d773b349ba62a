import { createContext, type ReactNode, use } from 'react';
import type { Replica } from '#renderer/replica/api.ts';
import type { SessionUser } from '#shared/protocol/auth.ts';

const ReplicaContext = createContext<Replica | null>(null);
const UserContext = createContext<SessionUser | null>(null);

export function ReplicaProvider(props: { replica: Replica; children: ReactNode }) {
  return <ReplicaContext value={props.replica}>{props.children}</ReplicaContext>;
}

export function UserProvider(props: { user: SessionUser; children: ReactNode }) {
  return <UserContext value={props.user}>{props.children}</UserContext>;
}

export function useReplica(): Replica {
  const replica = use(ReplicaContext);
  if (!replica) throw new Error('useReplica outside ReplicaProvider');
  return replica;
}

/** Who is signed in. Only for screens behind the sign-in. */
export function useUser(): SessionUser {
  const user = use(UserContext);
  if (!user) throw new Error('useUser outside UserProvider');
  return user;
}
