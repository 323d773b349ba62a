import { useEffect, useRef, useState } from 'react';
import type { CustomerListQuery, CustomerSums } from '#renderer/replica/api/customer-list.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import {
  asQuery,
  including,
  isEmpty,
  isSelected,
  noSelection,
  type Selection,
  toggled,
  wholeSelection,
} from './selection.ts';

export interface SelectionModel {
  readonly selection: Selection;
  readonly isEmpty: boolean;
  /** Everything that matches is chosen. */
  readonly isWhole: boolean;
  /** `null` while nothing is chosen, or it is not counted yet. */
  readonly sums: CustomerSums | null;
  isSelected(id: string): boolean;
  /** Chooses or unchooses the customers between two lines; a range begins here. */
  toggleLines(from: number, to: number): void;
  /** Chooses from where the range begins to this line, and unchooses what it no longer reaches. */
  extendTo(line: number, from: number): void;
  toggleAll(): void;
  clear(): void;
}

/** What is chosen in the list that `query` describes. Another list begins with nothing chosen. */
export function useSelection(query: CustomerListQuery, shown: unknown): SelectionModel {
  const replica = useReplica();
  const { sort, descending, group, collapsed, today, ...filters } = query;
  const key = JSON.stringify(filters);
  const [state, setState] = useState({ key, selection: noSelection });
  const selection = state.key === key ? state.selection : noSelection;
  const anchor = useRef<{ line: number; before: Selection } | null>(null);
  const asked = useRef(0);
  const set = (next: Selection) => setState({ key, selection: next });

  /** The worker knows who stands on these lines; an answer that a later question overtook is dropped. */
  function onLines(from: number, to: number, use: (ids: string[]) => Selection) {
    asked.current += 1;
    const mine = asked.current;
    replica.customersBetween(query, Math.min(from, to), Math.max(from, to)).then(
      (ids) => {
        if (mine === asked.current) set(use(ids));
      },
      // The list ends with the session; there is nobody left to tell.
      () => undefined,
    );
  }

  return {
    selection,
    isEmpty: isEmpty(selection),
    isWhole: selection.kind === 'all' && selection.except.size === 0,
    sums: useSelectionSums(query, selection, shown),
    isSelected: (id) => isSelected(selection, id),
    toggleLines(from, to) {
      onLines(from, to, (ids) => {
        const next = toggled(selection, ids);
        anchor.current = { line: from, before: next };
        return next;
      });
    },
    extendTo(line, from) {
      anchor.current ??= { line: from, before: selection };
      const { line: start, before } = anchor.current;
      onLines(start, line, (ids) => including(before, ids));
    },
    toggleAll() {
      anchor.current = null;
      asked.current += 1;
      set(selection.kind === 'all' && selection.except.size === 0 ? noSelection : wholeSelection);
    },
    clear() {
      anchor.current = null;
      asked.current += 1;
      set(noSelection);
    },
  };
}

/** Counts again whenever the window of the list shows something else: what is chosen may have changed as well. */
function useSelectionSums(
  query: CustomerListQuery,
  selection: Selection,
  shown: unknown,
): CustomerSums | null {
  const replica = useReplica();
  const [found, setFound] = useState<{ selection: Selection; sums: CustomerSums } | null>(null);
  const key = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` says that customers changed.
  useEffect(() => {
    if (isEmpty(selection)) return;
    let over = false;
    replica.sumCustomers(JSON.parse(key) as CustomerListQuery, asQuery(selection)).then(
      (sums) => {
        if (!over) setFound({ selection, sums });
      },
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [replica, key, selection, shown]);
  if (isEmpty(selection) || found === null) return null;
  return found.sums;
}
