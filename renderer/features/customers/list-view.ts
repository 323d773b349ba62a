import { create } from 'zustand';
import type { CustomerListQuery } from '#renderer/replica/api/customer-list.ts';
import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import {
  type ColumnId,
  type ListArrangement,
  type ListFilters,
  noFilters,
  plainArrangement,
} from './list-arrangement.ts';

/** What of the list is to be found again on coming back to it. Holds no customer data, only places and counts. */
export interface ListView extends ListArrangement {
  /** Whose list this is: another user starts afresh. */
  readonly ownerId: string;
  /** The view it began as: a built-in one's name, or the id of a saved one. */
  readonly viewId: string;
  /** What is searched for; no view keeps it. */
  readonly text: string;
  /** Keys of the groups that are closed. */
  readonly collapsed: readonly string[];
  /** The active line, and its column where one was chosen. */
  readonly active: number;
  readonly activeColumn: ColumnId | null;
  /** Scrolled by so many pixels. */
  readonly offset: number;
  /** As of the last window, so that the scroll bar is right before the first one arrives again. */
  readonly lines: number;
  readonly matching: number;
  readonly total: number;
}

function fresh(ownerId: string): ListView {
  return {
    ...plainArrangement,
    ownerId,
    viewId: 'all',
    text: '',
    collapsed: [],
    active: 0,
    activeColumn: null,
    offset: 0,
    lines: 0,
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

/** Other filters, another order or grouping make another list: it begins at its top. */
export function changeList(
  userId: string,
  change: Partial<Pick<ListView, 'filters' | 'sort' | 'descending' | 'group' | 'text'>>,
): void {
  updateListView(userId, { ...change, collapsed: [], active: 0, offset: 0 });
}

/** Shows another view, or the same as it was saved. */
export function showView(userId: string, viewId: string, arrangement: ListArrangement): void {
  // A view without groups must take off those of the one before.
  changeList(userId, { group: undefined, ...arrangement, text: '' });
  updateListView(userId, {
    viewId,
    widths: arrangement.widths,
    columns: arrangement.columns,
    density: arrangement.density,
  });
}

export function arrangementOf(view: ListView): ListArrangement {
  const { filters, sort, descending, group, columns, widths, density } = view;
  return { filters, sort, descending, ...(group === undefined ? {} : { group }), columns, widths, density };
}

export function isFiltered({ text, filters }: Pick<ListView, 'text' | 'filters'>): boolean {
  return text.trim() !== '' || activeFilters(filters).length > 0;
}

export type FilterName = keyof ListFilters;

/** The filters that keep somebody out of the list. */
export function activeFilters(filters: ListFilters): FilterName[] {
  return (Object.keys(filters) as FilterName[]).filter((name) => {
    const value = filters[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  });
}

export function withoutFilter(filters: ListFilters, name: FilterName): ListFilters {
  const { [name]: _, ...others } = filters;
  return { ...noFilters, ...others };
}

/** What the worker is asked for. Days that a view counts from today become dates here. */
export function queryOf(view: ListView, today: BusinessDate): CustomerListQuery {
  const { filters, sort, descending, group } = view;
  const wanted = view.text.trim();
  const { kind, grades, lifecycles, tags, sources, notContactedDays, maturingDays } = filters;
  const assets = { from: filters.assetsFrom, to: filters.assetsTo };
  return {
    ...(wanted === '' ? {} : { text: wanted }),
    ...(kind === undefined ? {} : { kind }),
    ...(grades.length === 0 ? {} : { grades }),
    ...(lifecycles.length === 0 ? {} : { lifecycles }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(sources.length === 0 ? {} : { sources }),
    ...(filters.mine ? { managerId: view.ownerId } : {}),
    ...(assets.from === undefined && assets.to === undefined ? {} : { assets }),
    ...(notContactedDays === undefined
      ? {}
      : { contactBefore: new Date(`${plusDays(today, -notContactedDays)}T00:00:00`).toISOString() }),
    ...(maturingDays === undefined ? {} : { maturing: { from: today, to: plusDays(today, maturingDays) } }),
    ...(filters.birthdayThisMonth ? { birthMonth: Number(today.slice(5, 7)), today } : {}),
    ...(filters.problem ? { problem: true } : {}),
    sort,
    descending,
    ...(group === undefined ? {} : { group, collapsed: view.collapsed, today }),
  };
}

/** Nothing was shown or set in this session yet. */
export function isUntouched(view: ListView): boolean {
  return view.total === 0 && view.lines === 0 && sameJson(view, fresh(view.ownerId));
}
