import { useEffect, useState } from 'react';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { type SignInWays, signInWays } from '#shared/protocol/provider.ts';

const KEY = 'branchline.sign-in-ways';

/** What the server said last, so that the form looks the same without it. No secret: it says so to everybody. */
function kept(): SignInWays {
  try {
    return signInWays.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return {};
  }
}

function keep(ways: SignInWays): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(ways));
  } catch {
    // Storage may be denied or full: then the button comes with the server's answer.
  }
}

/** How one may sign in besides name and password; asked again when the line is back. */
export function useSignInWays(): SignInWays {
  const replica = useReplica();
  const [ways, setWays] = useState(kept);
  useEffect(() => {
    const stop = new AbortController();
    const ask = () => {
      replica.signInWays().then(
        (known) => {
          if (stop.signal.aborted) return;
          keep(known);
          setWays(known);
        },
        () => undefined,
      );
    };
    ask();
    window.addEventListener('online', ask, { signal: stop.signal });
    return () => stop.abort();
  }, [replica]);
  return ways;
}
