import { type Table, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRow, CustomerSort } from '#renderer/replica/api/customer-list.ts';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { listColumns, listFeatures } from './list-columns.tsx';
import { changeList, type ListView } from './list-view.ts';

/** Every column that the list can have, in the words of the screen. */
export function useListColumns() {
  const { t } = useTranslation(['customers', 'model', 'portfolio']);
  const format = useFormat();
  const today = useToday();
  const { staffName } = useDirectory();
  return useMemo(() => listColumns({ t, format, today, staffName }), [t, format, today, staffName]);
}

/** The window's rows under the columns of the view, in its order. */
export function useListTable(view: ListView, rows: CustomerRow[]): Table<typeof listFeatures, CustomerRow> {
  const all = useListColumns();
  const columns = useMemo(
    () => view.columns.flatMap((id) => all.find((column) => column.id === id) ?? []),
    [all, view.columns],
  );
  const sorting = useMemo(() => [{ id: view.sort, desc: view.descending }], [view.sort, view.descending]);
  return useTable({
    features: listFeatures,
    columns,
    data: rows,
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (change) => {
      const [asked] = typeof change === 'function' ? change(sorting) : change;
      if (asked === undefined) return;
      changeList(view.ownerId, { sort: asked.id as CustomerSort, descending: asked.desc });
    },
  });
}
