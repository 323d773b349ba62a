import type { CSSProperties, KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './customer-grid.module.css';
import { CustomerRow, rowId, rowIndexOf } from './customer-row.tsx';
import { GridHeader } from './grid-header.tsx';
import type { CustomerGridModel } from './use-customer-grid.ts';

/**
 * The grid holds the focus and names its active row, because rows come and go while scrolling: a focus on a row
 * would be lost with it.
 */
export function CustomerGrid({ grid, onEscape }: { grid: CustomerGridModel; onEscape: () => void }) {
  const { t } = useTranslation('customers');
  const { table, items, active } = grid;
  const columns = table.getVisibleLeafColumns();
  const looks = columns.map((column) => column.columnDef.meta);
  const tracks = {
    '--columns': looks.map((look) => look?.track ?? '1fr').join(' '),
    '--least': `${looks.reduce((sum, look) => sum + (look?.least ?? 0), 0)}px`,
  } as CSSProperties;
  const ids = columns.map((column) => column.id).join(',');
  const rendered = items.some((item) => item.index === active);

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter on a header sorts: only keys of the grid itself walk through it.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') onEscape();
    else if (!grid.pressed(event.key)) return;
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    const index = rowIndexOf(event.target);
    // A phone number that somebody marks to copy is no wish to leave the list.
    if (index !== null && getSelection()?.isCollapsed !== false) grid.open(index);
  };

  return (
    <table
      ref={grid.scrollRef}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is WAI-ARIA's interactive table
      role="grid"
      id="customer-grid"
      tabIndex={0}
      aria-label={t('list.grid')}
      aria-rowcount={grid.matching + 1}
      aria-colcount={columns.length}
      aria-busy={grid.window === null}
      {...(rendered ? { 'aria-activedescendant': rowId(active) } : {})}
      className={styles.grid}
      style={tracks}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <GridHeader headers={table.getFlatHeaders()} />
      <tbody className={styles.body} style={{ height: grid.height }}>
        {items.map((item) => (
          <CustomerRow
            key={item.index}
            index={item.index}
            top={item.index * item.size}
            row={grid.rowAt(item.index)}
            active={item.index === active}
            columns={ids}
          />
        ))}
      </tbody>
    </table>
  );
}
