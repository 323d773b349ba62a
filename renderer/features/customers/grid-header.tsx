import { IconArrowDown, IconArrowUp, IconCheck, IconMinus } from '@tabler/icons-react';
import { FlexRender, type Header } from '@tanstack/react-table';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '#renderer/replica/api/customer-list.ts';
import styles from './customer-grid.module.css';
import type { listFeatures } from './list-columns.tsx';
import { WidthHandle } from './width-handle.tsx';

export interface GridHeaderProps {
  headers: Header<typeof listFeatures, CustomerRow, unknown>[];
  /** Whether all, some or none of the list are chosen. */
  chosen: 'all' | 'some' | 'none';
  onChoose: () => void;
  onWidth: (column: string, pixels: number) => void;
}

export function GridHeader({ headers, chosen, onChoose, onWidth }: GridHeaderProps) {
  const { t } = useTranslation(['customers', 'portfolio']);
  return (
    <thead className={styles.headGroup}>
      <tr aria-rowindex={1} className={styles.head}>
        <th scope="col" className={styles.selectHead}>
          <button
            type="button"
            tabIndex={-1}
            aria-label={t('portfolio:selection.header')}
            aria-pressed={chosen === 'all'}
            title={t('portfolio:selection.header')}
            onClick={onChoose}
          >
            <span className={styles.box} data-on={chosen !== 'none' || undefined}>
              {chosen === 'all' && <IconCheck size={12} stroke={3} aria-hidden />}
              {chosen === 'some' && <IconMinus size={12} stroke={3} aria-hidden />}
            </span>
          </button>
        </th>
        {headers.map((header) => {
          const { column } = header;
          const sorted = column.getIsSorted();
          const numeric = column.columnDef.meta?.numeric;
          const handle = <WidthHandle onWidth={(pixels) => onWidth(column.id, pixels)} />;
          if (!column.getCanSort()) {
            return (
              <th key={header.id} scope="col" className={styles.headCell} data-numeric={numeric}>
                <span>
                  <FlexRender header={header} />
                </span>
                {handle}
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
                <span className={styles.headText}>
                  <FlexRender header={header} />
                </span>
                {sorted === 'asc' && <IconArrowUp size={12} stroke={2} aria-hidden />}
                {sorted === 'desc' && <IconArrowDown size={12} stroke={2} aria-hidden />}
              </button>
              {handle}
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
