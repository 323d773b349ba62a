import { useState } from 'react';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { type FileChange, historyPage } from '#shared/protocol/files.ts';

export interface FileHistory {
  readonly changes: readonly FileChange[];
  readonly state: 'unasked' | 'asking' | 'more' | 'all';
  readonly error: ReplicaErrorCode | undefined;
  ask(): void;
}

/** Who changed what of a file, from the server, page by page when somebody asks. */
export function useFileHistory(customerId: string): FileHistory {
  const replica = useReplica();
  const [known, setKnown] = useState<{ changes: readonly FileChange[]; next: string | undefined } | null>(
    null,
  );
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<ReplicaErrorCode>();
  const ask = async () => {
    setAsking(true);
    setError(undefined);
    try {
      const query = known?.next === undefined ? '' : `?before=${known.next}`;
      const page = historyPage.parse(await replica.fetchOnline(`/files/${customerId}/history${query}`));
      setKnown((before) => ({ changes: [...(before?.changes ?? []), ...page.changes], next: page.next }));
    } catch (caught) {
      setError(errorCodeOf(caught));
    } finally {
      setAsking(false);
    }
  };
  return {
    changes: known?.changes ?? [],
    state: asking ? 'asking' : known === null ? 'unasked' : known.next === undefined ? 'all' : 'more',
    error,
    ask: () => void ask(),
  };
}
