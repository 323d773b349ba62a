import { useEffect, useState } from 'react';
import { useReplica } from '#renderer/ui/replica-context.tsx';

/** Who has signed in on this device before, the last one first; `undefined` until it is known. */
export function useKnownUsernames(): readonly string[] | undefined {
  const replica = useReplica();
  const [names, setNames] = useState<readonly string[]>();
  useEffect(() => {
    let current = true;
    replica.knownUsernames().then(
      (known) => current && setNames(known),
      () => current && setNames([]),
    );
    return () => {
      current = false;
    };
  }, [replica]);
  return names;
}
