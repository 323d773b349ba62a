import { type Row, type Table, useTable } from '@tanstack/react-table';
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRow, CustomerSort, CustomerWindow } from '#renderer/replica/api.ts';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { ROW_HEIGHT } from './customer-row.tsx';
import { nextActiveRow } from './grid-keys.ts';
import { listColumns, listFeatures } from './list-columns.tsx';
import { changeList, type ListView, queryOf, updateListView } from './list-view.ts';
import { useCustomerWindow, windowStart } from './use-customer-window.ts';

const HEAD_HEIGHT = 34;
const none: CustomerRow[] = [];

export interface CustomerGridModel {
  readonly table: Table<typeof listFeatures, CustomerRow>;
  readonly scrollRef: RefObject<HTMLTableElement | null>;
  readonly window: CustomerWindow | null;
  readonly matching: number;
  readonly total: number;
  readonly active: number;
  readonly items: readonly VirtualItem[];
  readonly height: number;
  rowAt(index: number): Row<typeof listFeatures, CustomerRow> | undefined;
  /** Carries out a key of the grid; false when it is none of its keys. */
  pressed(key: string): boolean;
  open(index: number): void;
}

/** The customer list as a table over one window of rows, scrolled and walked through by keys. */
export function useCustomerGrid(view: ListView, onOpen: (row: CustomerRow) => void): CustomerGridModel {
  const userId = view.ownerId;
  const scrollRef = useRef<HTMLTableElement>(null);
  const [from, setFrom] = useState(() => windowStart(Math.floor(view.offset / ROW_HEIGHT)));
  const query = queryOf(view);
  const { window, current } = useCustomerWindow(query, from);
  const matching = window?.matching ?? view.matching;
  const table = useListTable(view, window?.rows ?? none);
  const rows = table.getRowModel().rows;
  const active = Math.min(view.active, Math.max(0, matching - 1));

  const virtualizer = useVirtualizer({
    count: matching,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    initialOffset: view.offset,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index;
  const wanted = first === undefined ? from : windowStart(first);
  if (wanted !== from) setFrom(wanted);

  const rowAt = (index: number) => (window === null ? undefined : rows[index - window.from]);
  const open = (index: number) => {
    updateListView(userId, { active: index });
    const row = rowAt(index)?.original;
    if (row !== undefined) onOpen(row);
  };
  const waitingToOpen = useRef(false);
  const openFirst = useEffectEvent(() => open(0));
  // Somebody who types initials and Enter at once means the first of what they typed, not of the list before.
  useEffect(() => {
    if (!current || !waitingToOpen.current) return;
    waitingToOpen.current = false;
    openFirst();
  }, [current]);

  const key = JSON.stringify(query);
  const shownKey = useRef(key);
  useEffect(() => {
    if (shownKey.current === key) return;
    shownKey.current = key;
    virtualizer.scrollToOffset(0);
  }, [key, virtualizer]);

  const remember = useEffectEvent(() => {
    const offset = virtualizer.scrollOffset ?? 0;
    updateListView(userId, { offset, matching, total: window?.total ?? view.total });
  });
  useEffect(() => () => remember(), []);

  const pressed = (pressedKey: string): boolean => {
    if (pressedKey === 'Enter') {
      if (current) open(active);
      else waitingToOpen.current = true;
      return true;
    }
    const page = Math.max(
      1,
      Math.floor(((scrollRef.current?.clientHeight ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT) - 1,
    );
    const next = nextActiveRow(pressedKey, active, matching, page);
    if (next === null) return false;
    updateListView(userId, { active: next });
    virtualizer.scrollToIndex(next, { align: 'auto' });
    return true;
  };

  return {
    table,
    scrollRef,
    window,
    matching,
    total: window?.total ?? view.total,
    active,
    items,
    height: virtualizer.getTotalSize(),
    rowAt,
    pressed,
    open,
  };
}

function useListTable(view: ListView, rows: CustomerRow[]): Table<typeof listFeatures, CustomerRow> {
  const { t } = useTranslation(['customers', 'model']);
  const format = useFormat();
  const { staffName } = useDirectory();
  const columns = useMemo(() => listColumns({ t, format, staffName }), [t, format, staffName]);
  const sorting = useMemo(() => [{ id: view.sort, desc: view.descending }], [view.sort, view.descending]);
  return useTable({
    features: listFeatures,
    columns,
    data: rows,
    getRowId: (row) => row.id,
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: { sorting, columnVisibility: view.hidden },
    onSortingChange: (change) => {
      const [asked] = typeof change === 'function' ? change(sorting) : change;
      if (asked === undefined) return;
      changeList(view.ownerId, { sort: asked.id as CustomerSort, descending: asked.desc });
    },
    onColumnVisibilityChange: (change) => {
      const hidden = typeof change === 'function' ? change(view.hidden) : change;
      updateListView(view.ownerId, { hidden });
    },
  });
}
