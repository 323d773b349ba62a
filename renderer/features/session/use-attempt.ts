import { useEffect, useState } from 'react';
import { ReplicaError, type ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import type { Session } from '#renderer/replica/api/session.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';

/** Seconds to wait after `rate_limited` where nobody said how long. */
const WAIT_SECONDS = 10;

function waitOf(error: unknown): number {
  const asked = error instanceof ReplicaError ? error.retryAfterSeconds : undefined;
  return Math.ceil(asked ?? WAIT_SECONDS);
}

/**
 * Trying a password, with what went wrong and how many seconds are left before another attempt makes sense; of a device
 * that waits for approval also what IT compares.
 */
export function useAttempt<Input>(
  attempt: (input: Input) => Promise<Session>,
  onSignedIn: (session: Session) => void,
) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReplicaErrorCode | null>(null);
  const [fingerprint, setFingerprint] = useState<string>();
  const [wait, setWait] = useState(0);

  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => {
      setWait(wait - 1);
      if (wait === 1) setProblem(null);
    }, 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  /** Resolves with why it failed, or `null`. */
  const submit = async (input: Input): Promise<ReplicaErrorCode | null> => {
    setBusy(true);
    setProblem(null);
    try {
      onSignedIn(await attempt(input));
      return null;
    } catch (error) {
      const code = errorCodeOf(error);
      setProblem(code);
      setFingerprint(error instanceof ReplicaError ? error.fingerprint : undefined);
      if (code === 'rate_limited') setWait(waitOf(error));
      return code;
    } finally {
      setBusy(false);
    }
  };

  /** Something else is being tried: what went wrong is of no interest to it. */
  const forget = () => setProblem(null);
  return { busy, problem, fingerprint, wait, submit, forget };
}
