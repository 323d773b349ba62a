import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { type FleetDevice, type FleetFilter, fleetPage } from '#shared/protocol/fleet.ts';

export interface Devices {
  readonly devices: readonly FleetDevice[];
  readonly loading: boolean;
  readonly error: ReplicaErrorCode | undefined;
  /** There are others, seen longer ago. */
  readonly more: boolean;
  older(): void;
  /** Asks for the first page again. */
  reload(): void;
}

/** The devices that match a filter, page by page. What is shown stays until the new answer has come. */
export function useDevices(filter: FleetFilter): Devices {
  const replica = useReplica();
  const [devices, setDevices] = useState<readonly FleetDevice[]>([]);
  const [next, setNext] = useState<string>();
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<ReplicaErrorCode>();
  /** Answers to an older question than this are late. */
  const question = useRef(0);
  const key = JSON.stringify(filter);

  const ask = useCallback(
    async (after: string | undefined) => {
      question.current += 1;
      const own = question.current;
      setLoading(true);
      setError(undefined);
      try {
        const wanted = { filter: JSON.parse(key) as FleetFilter, ...(after !== undefined && { after }) };
        const page = fleetPage.parse(await replica.fetchOnline('/operations/devices/search', wanted));
        if (own !== question.current) return;
        setDevices((before) => (after === undefined ? page.items : [...before, ...page.items]));
        setNext(page.next);
      } catch (caught) {
        if (own === question.current) setError(errorCodeOf(caught));
      } finally {
        if (own === question.current) setLoading(false);
      }
    },
    [replica, key],
  );

  useEffect(() => void ask(undefined), [ask]);

  return {
    devices,
    loading,
    error,
    more: next !== undefined,
    older: () => void ask(next),
    reload: () => void ask(undefined),
  };
}
