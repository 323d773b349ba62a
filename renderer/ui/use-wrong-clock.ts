import { useEffect, useState } from 'react';
import { useSyncStatus } from './sync-context.tsx';
import { useFormat } from './use-format.ts';

/** What this device's clock and the server's say now, while they differ by more than a few minutes. */
export function useWrongClock(): { device: string; bank: string } | null {
  const { clockAhead } = useSyncStatus();
  const format = useFormat();
  const [now, setNow] = useState(() => Date.now());
  const wrong = clockAhead !== undefined;

  useEffect(() => {
    if (!wrong) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [wrong]);

  if (clockAhead === undefined) return null;
  const read = (milliseconds: number) => format.dateTime(new Date(milliseconds).toISOString());
  return { device: read(now), bank: read(now - clockAhead) };
}
