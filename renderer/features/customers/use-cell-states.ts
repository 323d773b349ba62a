import { useMemo } from 'react';
import { useOutbox } from '#renderer/ui/sync-context.tsx';
import { type FieldState, fieldStates } from './field-states.ts';

export type RowStates = Readonly<Record<string, FieldState>>;

/** How far edits of customers have come that are still on their way or need a look, by customer and field. */
export function useCellStates(): ReadonlyMap<string, RowStates> {
  const outbox = useOutbox();
  return useMemo(() => {
    const edits = outbox.filter(({ collection }) => collection === 'customers');
    const byCustomer = Map.groupBy(edits, ({ documentId }) => documentId);
    return new Map([...byCustomer].map(([id, entries]) => [id, fieldStates(entries, id)]));
  }, [outbox]);
}
