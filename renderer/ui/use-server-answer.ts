import { useCallback, useEffect, useState } from 'react';
import type { z } from 'zod';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { errorCodeOf } from './error-code.ts';
import { useReplica } from './replica-context.tsx';

export interface ServerAnswer<T> {
  data?: T;
  error?: ReplicaErrorCode;
  loading: boolean;
  /** Asks again; what is shown stays until the new answer has come. */
  reload: () => void;
}

interface Answered<T> {
  /** What was asked, and for the how manieth time. */
  key: string;
  attempt: number;
  data?: T;
  error?: ReplicaErrorCode;
}

/**
 * What only the server has, checked against its schema before anything shows it. `null` asks nothing. With a `body` it
 * is a question that has no place in an address; it may be written inline, for it is compared by content.
 */
export function useServerAnswer<T>(
  path: string | null,
  schema: z.ZodType<T>,
  body?: unknown,
): ServerAnswer<T> {
  const replica = useReplica();
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Answered<T>>();
  const key = JSON.stringify([path, body]);

  useEffect(() => {
    const [asked, content] = JSON.parse(key) as [string | null, unknown];
    if (asked === null) return;
    let current = true;
    const settle = (result: { data: T } | { error: ReplicaErrorCode }) => {
      if (current) setState((before) => ({ ...keepData(before, key), ...result, key, attempt }));
    };
    replica
      .fetchOnline(asked, content ?? undefined)
      .then((answer) => settle({ data: schema.parse(answer) }))
      .catch((error: unknown) => settle({ error: errorCodeOf(error) }));
    return () => {
      current = false;
    };
  }, [replica, key, schema, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const { data, error } = state?.key === key ? state : {};
  return {
    ...(data === undefined ? {} : { data }),
    ...(error === undefined ? {} : { error }),
    loading: path !== null && (state?.attempt !== attempt || state.key !== key),
    reload,
  };
}

/** What is known stays while the same is asked again; of another question nothing is shown. */
function keepData<T>(before: Answered<T> | undefined, key: string): { data?: T } {
  return before?.data === undefined || before.key !== key ? {} : { data: before.data };
}
