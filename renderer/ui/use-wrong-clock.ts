import { useEffect, useState } from 'react';
import { useReplica } from './replica-context.tsx';
import { useSyncStatus } from './sync-context.tsx';
import { useFormat } from './use-format.ts';

/** Milliseconds by which the clock moves in one step only when somebody sets it. */
const STEP = 30_000;

/** What this device's clock and the server's say now, while they differ by more than a few minutes. */
export function useWrongClock(): { device: string; bank: string } | null {
  const { clockAhead } = useSyncStatus();
  const replica = useReplica();
  const format = useFormat();
  const [now, setNow] = useState(() => Date.now());
  const wrong = clockAhead !== undefined;

  useEffect(() => {
    if (!wrong) return;
    setNow(Date.now());
    // `performance.now` runs evenly: where the clock parts from it, somebody has set it, and the server is asked at
    // once whether it is right now.
    let apart = Date.now() - performance.now();
    const timer = setInterval(() => {
      setNow(Date.now());
      const before = apart;
      apart = Date.now() - performance.now();
      if (Math.abs(apart - before) > STEP) replica.syncNow().catch(() => undefined);
    }, 1000);
    return () => clearInterval(timer);
  }, [wrong, replica]);

  if (clockAhead === undefined) return null;
  const read = (milliseconds: number) => format.dateTime(new Date(milliseconds).toISOString());
  return { device: read(now), bank: read(now - clockAhead) };
}
