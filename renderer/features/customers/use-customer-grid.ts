import type { Row, Table } from '@tanstack/react-table';
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { CustomerGroup, CustomerRow, CustomerWindow } from '#renderer/replica/api/customer-list.ts';
import { useRights, useUser } from '#renderer/ui/replica-context.tsx';
import { useToday } from '#renderer/ui/use-today.ts';
import { editableField } from './editable-cells.ts';
import { linesOf } from './grid-lines.ts';
import type { ColumnId } from './list-arrangement.ts';
import type { listFeatures } from './list-columns.tsx';
import { type ListView, queryOf, updateListView } from './list-view.ts';
import type { ProfileField } from './profile-fields.ts';
import { useCustomerWindow, windowStart } from './use-customer-window.ts';
import { useListTable } from './use-list-table.ts';
import { type SelectionModel, useSelection } from './use-selection.ts';

export const HEAD_HEIGHT = 34;
export const lineHeights = { comfortable: 34, compact: 26 } as const;
const none: CustomerRow[] = [];

type TableRow = Row<typeof listFeatures, CustomerRow>;
export type GridItem = { kind: 'group'; group: CustomerGroup } | { kind: 'row'; row: TableRow };

/** A cell that is being edited. */
export interface Editing {
  readonly customerId: string;
  readonly column: ColumnId;
  readonly field: ProfileField;
}

export interface CustomerGridModel {
  readonly view: ListView;
  readonly table: Table<typeof listFeatures, CustomerRow>;
  readonly scrollRef: RefObject<HTMLTableElement | null>;
  readonly window: CustomerWindow | null;
  readonly lines: number;
  readonly matching: number;
  readonly total: number;
  readonly active: number;
  readonly items: readonly VirtualItem[];
  readonly height: number;
  readonly page: number;
  readonly selection: SelectionModel;
  readonly editing: Editing | null;
  itemAt(line: number): GridItem | undefined;
  moveTo(line: number): void;
  moveToColumn(column: ColumnId | null): void;
  toggleGroup(group: CustomerGroup): void;
  /** Opens the customer on this line; one that is still on its way, when it has come. */
  open(line: number): void;
  /** Begins to edit a cell of the active line, the first that can be for `null`; false where none can be changed. */
  edit(column: ColumnId | null): boolean;
  endEdit(): void;
}

/** The customer list as a table over one window of lines, scrolled and walked through. */
export function useCustomerGrid(view: ListView, onOpen: (row: CustomerRow) => void): CustomerGridModel {
  const { id: userId } = useUser();
  const rights = useRights();
  const today = useToday();
  const scrollRef = useRef<HTMLTableElement>(null);
  const lineHeight = lineHeights[view.density];
  const [from, setFrom] = useState(() => windowStart(Math.floor(view.offset / lineHeight)));
  const [editing, setEditing] = useState<Editing | null>(null);
  const query = queryOf(view, today);
  const { window, current } = useCustomerWindow(query, from, editing !== null);
  const selection = useSelection(query, window);
  const lines = window?.lines ?? view.lines;
  const matching = window?.matching ?? view.matching;
  const table = useListTable(view, window?.rows ?? none);
  const rows = table.getRowModel().rows;
  const shown = useMemo(() => (window === null ? [] : linesOf(window)), [window]);
  const active = Math.min(view.active, Math.max(0, lines - 1));

  const virtualizer = useVirtualizer({
    count: lines,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => lineHeight,
    overscan: 8,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    initialOffset: view.offset,
  });
  useEffect(() => {
    // Another density: every line stands elsewhere.
    if (lineHeight > 0) virtualizer.measure();
  }, [lineHeight, virtualizer]);
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index;
  const wanted = first === undefined ? from : windowStart(first);
  if (wanted !== from && editing === null) setFrom(wanted);

  const itemAt = (line: number): GridItem | undefined => {
    const found = window === null ? undefined : shown[line - window.from];
    if (found === undefined || found.kind === 'group') return found;
    const row = rows[found.index];
    return row === undefined ? undefined : { kind: 'row', row };
  };
  const moveTo = (line: number) => {
    updateListView(userId, { active: line });
    virtualizer.scrollToIndex(line, { align: 'auto' });
  };
  const toggleGroup = ({ key, collapsed, line }: CustomerGroup) => {
    const others = view.collapsed.filter((one) => one !== key);
    updateListView(userId, { collapsed: collapsed ? others : [...others, key], active: line });
  };
  const openNow = (line: number) => {
    updateListView(userId, { active: line });
    const item = itemAt(line);
    if (item?.kind === 'group') toggleGroup(item.group);
    else if (item !== undefined) onOpen(item.row.original);
  };
  const firstCustomer = shown.findIndex((line) => line.kind === 'row');
  const waitingToOpen = useRef(false);
  const openFirst = useEffectEvent(() => openNow(Math.max(0, firstCustomer)));
  // Somebody who types initials and Enter at once means the first of what they typed, not of the list before.
  useEffect(() => {
    if (!current || !waitingToOpen.current) return;
    waitingToOpen.current = false;
    openFirst();
  }, [current]);

  const { collapsed, ...listed } = query;
  const key = JSON.stringify(listed);
  const shownKey = useRef(key);
  useEffect(() => {
    if (shownKey.current === key) return;
    shownKey.current = key;
    virtualizer.scrollToOffset(0);
  }, [key, virtualizer]);

  const remember = useEffectEvent(() => {
    const offset = virtualizer.scrollOffset ?? 0;
    updateListView(userId, { offset, lines, matching, total: window?.total ?? view.total });
  });
  useEffect(() => () => remember(), []);

  return {
    view,
    table,
    scrollRef,
    window,
    lines,
    matching,
    total: window?.total ?? view.total,
    active,
    items,
    height: virtualizer.getTotalSize(),
    page: Math.max(1, Math.floor(((scrollRef.current?.clientHeight ?? 0) - HEAD_HEIGHT) / lineHeight) - 1),
    selection,
    editing,
    itemAt,
    moveTo,
    moveToColumn: (column) => updateListView(userId, { activeColumn: column }),
    toggleGroup,
    open(line) {
      if (current) openNow(line);
      else waitingToOpen.current = true;
    },
    edit(column) {
      const item = itemAt(active);
      if (item?.kind !== 'row') return false;
      const { id: customerId, kind } = item.row.original;
      for (const candidate of column === null ? view.columns : [column]) {
        const field = editableField(rights, candidate, kind);
        if (field === undefined || !view.columns.includes(candidate)) continue;
        updateListView(userId, { activeColumn: candidate });
        setEditing({ customerId, column: candidate, field });
        return true;
      }
      return false;
    },
    endEdit() {
      setEditing(null);
      scrollRef.current?.focus({ preventScroll: true });
    },
  };
}
