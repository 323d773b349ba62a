import { useEffect, useState } from 'react';
import { useReplica } from '#renderer/ui/replica-context.tsx';

/** Who has signed in on this device before, the last one first; `undefined` until it is known. Asked again with `asOf`. */
export function useKnownUsernames(asOf?: string): readonly string[] | undefined {
  const replica = useReplica();
  const [names, setNames] = useState<readonly string[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a sign-out that erases takes a name off the list.
  useEffect(() => {
    let current = true;
    replica.knownUsernames().then(
      (known) => current && setNames(known),
      () => current && setNames([]),
    );
    return () => {
      current = false;
    };
  }, [replica, asOf]);
  return names;
}
