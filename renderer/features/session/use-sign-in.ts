import { useEffect, useState } from 'react';
import {
  ReplicaError,
  type ReplicaErrorCode,
  type Session,
  type SignInInput,
} from '#renderer/replica/api.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';

/** Seconds to wait after `rate_limited` where the server did not say how long. */
const WAIT_SECONDS = 10;

function waitOf(error: unknown): number {
  const asked = error instanceof ReplicaError ? error.retryAfterSeconds : undefined;
  return Math.ceil(asked ?? WAIT_SECONDS);
}

/** Signing in, with what went wrong and how many seconds are left before another attempt makes sense. */
export function useSignIn(onSignedIn: (session: Session) => void) {
  const replica = useReplica();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReplicaErrorCode | null>(null);
  const [wait, setWait] = useState(0);

  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => {
      setWait(wait - 1);
      if (wait === 1) setProblem(null);
    }, 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  const signIn = async (input: SignInInput): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      onSignedIn(await replica.signIn(input));
      return true;
    } catch (error) {
      const code = errorCodeOf(error);
      setProblem(code);
      if (code === 'rate_limited') setWait(waitOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };

  return { busy, problem, wait, signIn };
}
