import type { CSSProperties, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ActiveEditor } from './active-editor.tsx';
import styles from './customer-grid.module.css';
import { CustomerRow, cellId, isInSelectCell, rowId, rowIndexOf } from './customer-row.tsx';
import { GridHeader } from './grid-header.tsx';
import { GroupRow } from './group-row.tsx';
import { columnIds } from './list-arrangement.ts';
import { updateListView } from './list-view.ts';
import { useCellStates } from './use-cell-states.ts';
import { type CustomerGridModel, lineHeights } from './use-customer-grid.ts';
import type { GridKeys } from './use-grid-keys.ts';
import { useGroupName } from './use-group-name.ts';

const SELECT_WIDTH = 34;

/**
 * The grid holds the focus and names its active row or cell, because rows come and go while scrolling: a focus on a
 * row would be lost with it.
 */
export function CustomerGrid({ grid, keys }: { grid: CustomerGridModel; keys: GridKeys }) {
  const { t } = useTranslation(['customers', 'portfolio']);
  const { table, items, active, view, selection, editing } = grid;
  const states = useCellStates();
  const groupName = useGroupName(view.group);
  const columns = table.getAllLeafColumns();
  const grouped = view.group !== undefined;

  const onClick = (event: MouseEvent) => {
    const line = rowIndexOf(event.target);
    if (line === null) return;
    if (event.shiftKey) {
      selection.extendTo(line, active);
      grid.moveTo(line);
    } else if (isInSelectCell(event.target) || event.ctrlKey || event.metaKey) {
      selection.toggleLines(line, line);
      grid.moveTo(line);
    }
    // A phone number that somebody marks to copy is no wish to leave the list.
    else if (getSelection()?.isCollapsed !== false) grid.open(line);
  };

  const rendered = items.some((item) => item.index === active);
  const inCell = grid.itemAt(active)?.kind === 'row' ? view.activeColumn : null;
  const activeId = inCell === null ? rowId(active) : cellId(active, inCell);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: either role has several chosen rows; the rule reads none
    <table
      ref={grid.scrollRef}
      role={grouped ? 'treegrid' : 'grid'}
      id="customer-grid"
      tabIndex={0}
      aria-label={t('list.grid')}
      aria-description={t('portfolio:grid.keys')}
      aria-rowcount={grid.lines + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-busy={grid.window === null}
      {...(rendered ? { 'aria-activedescendant': activeId } : {})}
      className={styles.grid}
      data-density={view.density}
      style={tracksOf(grid)}
      onKeyDown={keys.onKeyDown}
      onMouseDown={(event) => {
        // Shift marks text otherwise.
        if (event.shiftKey) event.preventDefault();
      }}
      onClick={onClick}
    >
      <GridHeader
        headers={table.getFlatHeaders()}
        chosen={selection.isWhole ? 'all' : selection.isEmpty ? 'none' : 'some'}
        onChoose={selection.toggleAll}
        onWidth={(column, pixels) => {
          const id = columnIds.find((known) => known === column);
          if (id !== undefined) updateListView(view.ownerId, { widths: { ...view.widths, [id]: pixels } });
        }}
      />
      <tbody className={styles.body} style={{ height: grid.height }}>
        {items.map((item) => {
          const found = grid.itemAt(item.index);
          const place = { index: item.index, top: item.index * item.size, active: item.index === active };
          if (found?.kind === 'group')
            return (
              <GroupRow
                key={item.index}
                {...place}
                group={found.group}
                name={groupName(found.group.key)}
                columns={columns.length + 1}
              />
            );
          const customer = found?.row.original;
          const edited = place.active && editing !== null && editing.customerId === customer?.id;
          return (
            <CustomerRow
              key={item.index}
              {...place}
              row={found?.row}
              activeColumn={place.active ? view.activeColumn : null}
              selected={customer !== undefined && selection.isSelected(customer.id)}
              grouped={grouped}
              columns={view.columns}
              drawing={table.options.columns}
              states={customer === undefined ? undefined : states.get(customer.id)}
              editor={edited ? <ActiveEditor grid={grid} editing={editing} row={customer} /> : null}
            />
          );
        })}
      </tbody>
    </table>
  );
}

/** The columns' widths: those that somebody chose, otherwise shares of what there is. */
function tracksOf({ table, view }: CustomerGridModel): CSSProperties {
  const looks = table.getAllLeafColumns().map(({ id, columnDef }) => {
    const width = view.widths[columnIds.find((known) => known === id) ?? 'name'];
    const chosen = width !== undefined && columnIds.some((known) => known === id);
    if (chosen) return { track: `${width}px`, least: width };
    return { track: columnDef.meta?.track ?? '1fr', least: columnDef.meta?.least ?? 0 };
  });
  return {
    '--columns': `${SELECT_WIDTH}px ${looks.map(({ track }) => track).join(' ')}`,
    '--least': `${looks.reduce((sum, { least }) => sum + least, SELECT_WIDTH)}px`,
    '--line': `${lineHeights[view.density]}px`,
  } as CSSProperties;
}
