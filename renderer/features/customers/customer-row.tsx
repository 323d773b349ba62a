import { Skeleton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { FlexRender, type Row } from '@tanstack/react-table';
import { memo, type ReactNode } from 'react';
import type { CustomerRow as CustomerRowData } from '#renderer/replica/api/customer-list.ts';
import { CellMark } from './cell-mark.tsx';
import styles from './customer-grid.module.css';
import type { ColumnId } from './list-arrangement.ts';
import type { listFeatures } from './list-columns.tsx';
import type { RowStates } from './use-cell-states.ts';

export function rowId(index: number): string {
  return `customer-row-${index}`;
}

export function cellId(index: number, column: string): string {
  return `customer-cell-${index}-${column}`;
}

/** The line that an event happened in; `null` outside of lines. */
export function rowIndexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('tr[data-index]') : null;
  return row === null ? null : Number(row.dataset.index);
}

/** Whether an event happened where a row is chosen. */
export function isInSelectCell(target: EventTarget): boolean {
  return target instanceof Element && target.closest('td[data-select]') !== null;
}

export interface CustomerRowProps {
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  /** Absent while its window is on the way. */
  row: Row<typeof listFeatures, CustomerRowData> | undefined;
  active: boolean;
  activeColumn: ColumnId | null;
  selected: boolean;
  grouped: boolean;
  columns: readonly ColumnId[];
  /** How the columns draw: another one, as when names of colleagues have come, draws the row anew. */
  drawing: object;
  /** How far edits of its cells have come. */
  states: RowStates | undefined;
  /** What stands in the active cell instead of its value, while it is edited. */
  editor: ReactNode;
}

export const CustomerRow = memo(function CustomerRow(props: CustomerRowProps) {
  const { index, top, row, active, activeColumn, selected, grouped, columns, states, editor } = props;
  return (
    <tr
      id={rowId(index)}
      data-index={index}
      data-active={active || undefined}
      aria-rowindex={index + 2}
      aria-selected={selected}
      {...(grouped ? { 'aria-level': 2 } : {})}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <td className={styles.selectCell} data-select>
        <span className={styles.box}>{selected && <IconCheck size={12} stroke={3} aria-hidden />}</span>
      </td>
      {row === undefined
        ? columns.map((id) => (
            <td key={id} className={styles.cell}>
              <Skeleton height={10} width="70%" className={styles.pending} />
            </td>
          ))
        : row.getAllCells().map((cell) => {
            const { id, columnDef } = cell.column;
            const chosen = active && id === activeColumn;
            return (
              <td
                key={cell.id}
                id={cellId(index, id)}
                className={styles.cell}
                data-numeric={columnDef.meta?.numeric}
                data-active={chosen || undefined}
                data-editing={(chosen && editor !== null) || undefined}
              >
                {chosen && editor !== null ? editor : <FlexRender cell={cell} />}
                <CellMark column={id} kind={row.original.kind} states={states} />
              </td>
            );
          })}
    </tr>
  );
});
