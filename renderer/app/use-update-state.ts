import { useEffect, useState } from 'react';
import type { UpdateState } from '#shared/releases/update-state.ts';
import { useHost } from './host-context.tsx';

/** How the program's own update goes, as the machine tells it. */
export function useUpdateState(): UpdateState | undefined {
  const { desktop } = useHost();
  const [state, setState] = useState<UpdateState>();
  useEffect(() => {
    let current = true;
    const stop = desktop.onUpdateState(setState);
    desktop
      .updateState()
      .then((first) => {
        if (current) setState((heard) => heard ?? first);
      })
      .catch(() => undefined);
    return () => {
      current = false;
      stop();
    };
  }, [desktop]);
  return state;
}
