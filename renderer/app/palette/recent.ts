import { create } from 'zustand';

const KEPT = 5;

interface Recent {
  userId: string;
  /** Ids only: names are asked for when they are shown, and of files that have left there are none. */
  customers: readonly string[];
  actions: readonly string[];
}

const useRecentStore = create<Recent>()(() => ({ userId: '', customers: [], actions: [] }));

/** What this person opened and did last, latest first; in memory, until the program ends or somebody else signs in. */
export function useRecent(userId: string): Recent {
  const recent = useRecentStore();
  return recent.userId === userId ? recent : { userId, customers: [], actions: [] };
}

export function noteRecent(userId: string, what: 'customers' | 'actions', id: string): void {
  useRecentStore.setState((before) => {
    const own = before.userId === userId ? before : { userId, customers: [], actions: [] };
    return { ...own, [what]: [id, ...own[what].filter((known) => known !== id)].slice(0, KEPT) };
  });
}
