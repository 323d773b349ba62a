import { useEffect, useState } from 'react';

export type ServerState = 'checking' | 'reachable' | 'unreachable';

const EVERY_MS = 10_000;
const TIMEOUT_MS = 4_000;

/** Whether the sync server answers, asked again and again while the sign-in is shown. */
export function useServerState(serverUrl: string): ServerState {
  const [state, setState] = useState<ServerState>('checking');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const stop = new AbortController();
    const check = async () => {
      clearTimeout(timer);
      const reachable = await answers(serverUrl, stop.signal);
      if (stop.signal.aborted) return;
      setState(reachable ? 'reachable' : 'unreachable');
      timer = setTimeout(check, EVERY_MS);
    };
    const again = () => {
      check().catch(() => undefined);
    };
    again();
    window.addEventListener('online', again, { signal: stop.signal });
    window.addEventListener('offline', again, { signal: stop.signal });
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [serverUrl]);
  return state;
}

async function answers(serverUrl: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(new URL('/healthz', serverUrl), {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return response.ok;
  } catch {
    return false;
  }
}
