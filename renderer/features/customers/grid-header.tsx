import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { FlexRender, type Header } from '@tanstack/react-table';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '#renderer/replica/api.ts';
import styles from './customer-grid.module.css';
import type { listFeatures } from './list-columns.tsx';

export function GridHeader({ headers }: { headers: Header<typeof listFeatures, CustomerRow, unknown>[] }) {
  const { t } = useTranslation('customers');
  return (
    <thead className={styles.headGroup}>
      <tr aria-rowindex={1} className={styles.head}>
        {headers.map((header) => {
          const { column } = header;
          const sorted = column.getIsSorted();
          const numeric = column.columnDef.meta?.numeric;
          if (!column.getCanSort()) {
            return (
              <th key={header.id} scope="col" className={styles.headCell} data-numeric={numeric}>
                <span>
                  <FlexRender header={header} />
                </span>
              </th>
            );
          }
          return (
            <th
              key={header.id}
              scope="col"
              className={styles.headCell}
              data-numeric={numeric}
              aria-sort={ariaSort(sorted)}
            >
              <button
                type="button"
                title={t('list.sortBy', { column: String(column.columnDef.header) })}
                onClick={column.getToggleSortingHandler()}
              >
                <FlexRender header={header} />
                {sorted === 'asc' && <IconArrowUp size={12} stroke={2} aria-hidden />}
                {sorted === 'desc' && <IconArrowDown size={12} stroke={2} aria-hidden />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function ariaSort(sorted: false | 'asc' | 'desc'): 'ascending' | 'descending' | 'none' {
  if (sorted === false) return 'none';
  return sorted === 'asc' ? 'ascending' : 'descending';
}
