import { useCallback, useEffect, useState } from 'react';
import type { z } from 'zod';
import type { ReplicaErrorCode } from '#renderer/replica/api.ts';
import { errorCodeOf } from './error-code.ts';
import { useReplica } from './replica-context.tsx';

export interface ServerAnswer<T> {
  data?: T;
  error?: ReplicaErrorCode;
  loading: boolean;
  /** Asks again; what is shown stays until the new answer has come. */
  reload: () => void;
}

/**
 * What only the server has, checked against its schema before anything shows it. `null` asks nothing.
 */
export function useServerAnswer<T>(path: string | null, schema: z.ZodType<T>): ServerAnswer<T> {
  const replica = useReplica();
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ data?: T; error?: ReplicaErrorCode; attempt: number }>();

  useEffect(() => {
    if (path === null) return;
    let current = true;
    const settle = (result: { data: T } | { error: ReplicaErrorCode }) => {
      if (current) setState((before) => ({ ...keepData(before), ...result, attempt }));
    };
    replica
      .fetchOnline(path)
      .then((answer) => settle({ data: schema.parse(answer) }))
      .catch((error: unknown) => settle({ error: errorCodeOf(error) }));
    return () => {
      current = false;
    };
  }, [replica, path, schema, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const { data, error } = state ?? {};
  return {
    ...(data === undefined ? {} : { data }),
    ...(error === undefined ? {} : { error }),
    loading: path !== null && state?.attempt !== attempt,
    reload,
  };
}

function keepData<T>(before: { data?: T } | undefined): { data?: T } {
  return before?.data === undefined ? {} : { data: before.data };
}
