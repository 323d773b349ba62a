import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { ReplicaError, type ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { errorCodeOf } from './error-code.ts';
import { useReplica } from './replica-context.tsx';

export interface OrderProblem {
  readonly code: ReplicaErrorCode;
  readonly retryAfterSeconds?: number;
}

export interface ServerOrder {
  readonly busy: boolean;
  /** Why the last order was not carried out; gone with the next. */
  readonly problem: OrderProblem | undefined;
  /** Resolves with the checked answer, `undefined` when it was not carried out. Never two at a time. */
  give<T>(path: string, body: unknown, answer: z.ZodType<T>): Promise<T | undefined>;
  clear(): void;
}

/** Gives an order to the server, online only, and keeps why it was refused for whoever shows the form. */
export function useServerOrder(): ServerOrder {
  const replica = useReplica();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<OrderProblem>();
  return {
    busy,
    problem,
    clear: () => setProblem(undefined),
    async give(path, body, answer) {
      if (running.current) return undefined;
      running.current = true;
      setBusy(true);
      setProblem(undefined);
      try {
        return answer.parse(await replica.fetchOnline(path, body));
      } catch (error) {
        const seconds = error instanceof ReplicaError ? error.retryAfterSeconds : undefined;
        setProblem({
          code: errorCodeOf(error),
          ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
        });
        return undefined;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
  };
}

/** Why an order was refused, as a sentence, with the time to wait where the server named one. */
export function useOrderProblemText(): (problem: OrderProblem) => string {
  const { t } = useTranslation('errors');
  return ({ code, retryAfterSeconds }) =>
    retryAfterSeconds === undefined
      ? t(`code.${code}`)
      : `${t(`code.${code}`)} ${t('wait', { count: Math.ceil(retryAfterSeconds) })}`;
}
