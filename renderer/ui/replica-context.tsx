import { createContext, type ReactNode, use, useMemo } from 'react';
import type { Replica } from '#renderer/replica/api/replica.ts';
import type { FieldRules, Rights } from '#shared/access/field-rules.ts';
import type { SessionUser } from '#shared/protocol/auth.ts';

const ReplicaContext = createContext<Replica | null>(null);
const UserContext = createContext<SessionUser | null>(null);
const RightsContext = createContext<Rights | null>(null);

export function ReplicaProvider(props: { replica: Replica; children: ReactNode }) {
  return <ReplicaContext value={props.replica}>{props.children}</ReplicaContext>;
}

/** `taken`: what of the fields of documents the bank took from the user's role. */
export function UserProvider(props: { user: SessionUser; taken: FieldRules; children: ReactNode }) {
  const { user, taken, children } = props;
  const rights = useMemo(() => ({ role: user.role, taken }), [user.role, taken]);
  return (
    <UserContext value={user}>
      <RightsContext value={rights}>{children}</RightsContext>
    </UserContext>
  );
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

/** What whoever is signed in may do with the fields of documents. Only for screens behind the sign-in. */
export function useRights(): Rights {
  const rights = use(RightsContext);
  if (!rights) throw new Error('useRights outside UserProvider');
  return rights;
}
