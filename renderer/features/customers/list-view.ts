import { create } from 'zustand';
import type { CustomerListQuery, CustomerRow, CustomerSort } from '#renderer/replica/api.ts';

export interface ListFilters {
  text: string;
  kind?: CustomerRow['kind'] | undefined;
  grade?: CustomerRow['grade'] | undefined;
  lifecycle?: CustomerRow['lifecycle'] | undefined;
  mine: boolean;
}

/** What of the list is to be found again on coming back to it. Holds no customer data, only places and counts. */
export interface ListView {
  /** Whose list this is: another user starts afresh. */
  readonly ownerId: string;
  readonly filters: ListFilters;
  readonly sort: CustomerSort;
  readonly descending: boolean;
  /** By column id: `false` for one that was taken off. */
  readonly hidden: Record<string, boolean>;
  /** Index of the active row. */
  readonly active: number;
  /** Scrolled by so many pixels. */
  readonly offset: number;
  /** As of the last window, so that the scroll bar is right before the first one arrives again. */
  readonly matching: number;
  readonly total: number;
}

export const noFilters: ListFilters = { text: '', mine: false };

function fresh(ownerId: string): ListView {
  return {
    ownerId,
    filters: noFilters,
    sort: 'assets',
    descending: true,
    hidden: {},
    active: 0,
    offset: 0,
    matching: 0,
    total: 0,
  };
}

const useStore = create<{ view: ListView }>(() => ({ view: fresh('') }));

/** The list as `userId` left it. */
export function useListView(userId: string): ListView {
  const view = useStore((state) => state.view);
  return view.ownerId === userId ? view : fresh(userId);
}

export function updateListView(userId: string, change: Partial<Omit<ListView, 'ownerId'>>): void {
  useStore.setState(({ view }) => ({
    view: { ...(view.ownerId === userId ? view : fresh(userId)), ...change },
  }));
}

/** Other filters or another order make another list: it begins at its top. */
export function changeList(
  userId: string,
  change: Partial<Pick<ListView, 'filters' | 'sort' | 'descending'>>,
): void {
  updateListView(userId, { ...change, active: 0, offset: 0 });
}

export function isFiltered({ text, kind, grade, lifecycle, mine }: ListFilters): boolean {
  return text.trim() !== '' || mine || [kind, grade, lifecycle].some((one) => one !== undefined);
}

export function queryOf(view: ListView): CustomerListQuery {
  const { text, kind, grade, lifecycle, mine } = view.filters;
  const wanted = text.trim();
  return {
    ...(wanted === '' ? {} : { text: wanted }),
    ...(kind === undefined ? {} : { kind }),
    ...(grade === undefined ? {} : { grade }),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(mine ? { managerId: view.ownerId } : {}),
    sort: view.sort,
    descending: view.descending,
  };
}
