import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { type AuditFilter, type AuditLine, auditPage } from '#shared/protocol/audit.ts';

export interface AuditLines {
  readonly filter: AuditFilter;
  readonly lines: readonly AuditLine[];
  readonly loading: boolean;
  readonly error: ReplicaErrorCode | undefined;
  /** There are older ones. */
  readonly more: boolean;
  search(filter: AuditFilter): void;
  older(): void;
}

/** Lines of the audit log, page by page. Each page is asked for once and on purpose: the asking is in the log too. */
export function useAuditLines(): AuditLines {
  const replica = useReplica();
  const [filter, setFilter] = useState<AuditFilter>({});
  const [lines, setLines] = useState<readonly AuditLine[]>([]);
  const [next, setNext] = useState<string>();
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<ReplicaErrorCode>();
  /** Answers to an older question than this are late. */
  const question = useRef(0);

  const ask = useCallback(
    async (wanted: AuditFilter, after: string | undefined) => {
      question.current += 1;
      const own = question.current;
      setLoading(true);
      setError(undefined);
      try {
        const body = { filter: wanted, ...(after !== undefined && { after }) };
        const page = auditPage.parse(await replica.fetchOnline('/audit/search', body));
        if (own !== question.current) return;
        setLines((before) => (after === undefined ? page.items : [...before, ...page.items]));
        setNext(page.next);
      } catch (caught) {
        if (own === question.current) setError(errorCodeOf(caught));
      } finally {
        if (own === question.current) setLoading(false);
      }
    },
    [replica],
  );

  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void ask({}, undefined);
  }, [ask]);

  return {
    filter,
    lines,
    loading,
    error,
    more: next !== undefined,
    search: (wanted) => {
      setFilter(wanted);
      setLines([]);
      setNext(undefined);
      void ask(wanted, undefined);
    },
    older: () => void ask(filter, next),
  };
}
