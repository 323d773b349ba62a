import { useEffect, useState } from 'react';
import type { HostInfo } from '#shared/ipc/desktop-api.ts';

export type ServerState = 'checking' | 'reachable' | 'unreachable';

const EVERY_MS = 10_000;
const TIMEOUT_MS = 4_000;

/** Whether any of the bank's servers answers, asked again and again while the sign-in is shown. */
export function useServerState({
  serverUrl,
  standbyUrls,
}: Pick<HostInfo, 'serverUrl' | 'standbyUrls'>): ServerState {
  const [state, setState] = useState<ServerState>('checking');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const stop = new AbortController();
    const check = async () => {
      clearTimeout(timer);
      const all = [serverUrl, ...standbyUrls].map((url) => answers(url, stop.signal));
      const reachable = (await Promise.all(all)).includes(true);
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
  }, [serverUrl, standbyUrls]);
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
