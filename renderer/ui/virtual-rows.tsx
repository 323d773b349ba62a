import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import styles from './virtual-rows.module.css';

const ROW_HEIGHT = 34;

export interface RowColumn {
  /** Names the column to React; the heading may be a control. */
  readonly id: string;
  readonly heading: ReactNode;
  /** A CSS width; columns without one share what is left. */
  readonly width?: string;
  /** What is counted stands at the end of its column. */
  readonly number?: true;
}

interface Props<T> {
  /** Names the scrolling part; the panel around it has its own name. */
  label: string;
  columns: readonly RowColumn[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** In the order of the columns. */
  cells: (row: T) => readonly ReactNode[];
  /** A CSS height; as much as the directory takes when absent. */
  height?: string;
  /** Marked rows. */
  selected?: (row: T) => boolean;
}

/** A table of any length that puts on the page only the rows in view, with blank rows for the height of the rest. */
export function VirtualRows<T>({ label, columns, rows, keyOf, cells, height, selected }: Props<T>) {
  const scroller = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    initialRect: { width: 1000, height: 600 },
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <section
      className={styles.scroller}
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys.
      tabIndex={0}
      aria-label={label}
      {...(height !== undefined && { style: { height, minHeight: 0 } })}
    >
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ id, heading, width, number }) => (
              <th
                scope="col"
                key={id}
                data-number={number}
                {...(width !== undefined && { style: { width } })}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Blank height={before} />}
          {items.map(({ index }) => {
            const row = rows[index];
            return (
              row !== undefined && (
                <tr
                  aria-rowindex={index + 2}
                  key={keyOf(row)}
                  className={styles.row}
                  data-selected={selected?.(row) || undefined}
                >
                  {cells(row).map((cell, position) => (
                    // Words that have no room are cut.
                    <td
                      key={columns[position]?.id}
                      data-number={columns[position]?.number}
                      {...(typeof cell === 'string' && { title: cell })}
                    >
                      {cell}
                    </td>
                  ))}
                </tr>
              )
            );
          })}
          {after > 0 && <Blank height={after} />}
        </tbody>
      </table>
    </section>
  );
}

function Blank({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}
