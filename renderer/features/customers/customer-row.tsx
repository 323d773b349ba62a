import { Skeleton } from '@mantine/core';
import { FlexRender, type Row } from '@tanstack/react-table';
import { memo } from 'react';
import type { CustomerRow as CustomerRowData } from '#renderer/replica/api.ts';
import styles from './customer-grid.module.css';
import type { listFeatures } from './list-columns.tsx';

export const ROW_HEIGHT = 34;

export function rowId(index: number): string {
  return `customer-row-${index}`;
}

/** The index of the row that an event happened in; `null` outside of rows. */
export function rowIndexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('tr[data-index]') : null;
  return row === null ? null : Number(row.dataset.index);
}

export interface CustomerRowProps {
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  /** Absent while its window is on the way. */
  row: Row<typeof listFeatures, CustomerRowData> | undefined;
  active: boolean;
  /** The visible columns: another set makes another row. */
  columns: string;
}

export const CustomerRow = memo(function CustomerRow({ index, top, row, active, columns }: CustomerRowProps) {
  return (
    <tr
      id={rowId(index)}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={active}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      {row === undefined
        ? columns.split(',').map((id) => (
            <td key={id} className={styles.cell}>
              <Skeleton height={10} width="70%" className={styles.pending} />
            </td>
          ))
        : row.getVisibleCells().map((cell) => (
            <td key={cell.id} className={styles.cell} data-numeric={cell.column.columnDef.meta?.numeric}>
              <FlexRender cell={cell} />
            </td>
          ))}
    </tr>
  );
});
