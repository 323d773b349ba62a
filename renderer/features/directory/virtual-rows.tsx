import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import styles from './directory.module.css';

const ROW_HEIGHT = 34;

interface Props<T> {
  /** Names the scrolling part; the panel around it has its own name. */
  label: string;
  headings: readonly string[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  cells: (row: T) => readonly ReactNode[];
}

/** A table of any length that puts on the page only the rows in view, with blank rows for the height of the rest. */
export function VirtualRows<T>({ label, headings, rows, keyOf, cells }: Props<T>) {
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys.
    <section className={styles.scroller} ref={scroller} tabIndex={0} aria-label={label}>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {headings.map((heading) => (
              <th scope="col" key={heading}>
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
                <tr aria-rowindex={index + 2} key={keyOf(row)} className={styles.row}>
                  {cells(row).map((cell, position) => (
                    <td key={headings[position]}>{cell}</td>
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
