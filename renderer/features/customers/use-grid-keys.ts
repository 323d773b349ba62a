import type { KeyboardEvent } from 'react';
import { isTypeAhead, nextActiveRow, nextColumn } from './grid-keys.ts';
import { groupAbove } from './grid-lines.ts';
import type { CustomerGridModel } from './use-customer-grid.ts';

export interface GridKeys {
  /** Carries out a key press on the grid itself. */
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  /** A plain key that came from the field above the grid; false when it is none of the grid's. */
  pressed(key: string): boolean;
}

/** The grid's keyboard: walk, open, close and open groups, choose, edit, look for. */
export function useGridKeys(
  grid: CustomerGridModel,
  { onEscape, onType }: { onEscape: () => void; onType: (text: string) => void },
): GridKeys {
  const { active, lines, page, selection, view } = grid;
  const item = grid.itemAt(active);

  const pressed = (key: string): boolean => {
    if (key === 'Enter') {
      grid.open(active);
      return true;
    }
    const next = nextActiveRow(key, active, lines, page);
    if (next === null) return false;
    grid.moveTo(next);
    return true;
  };

  /** To the columns, or out of a group and into it. */
  function sideways(key: 'ArrowLeft' | 'ArrowRight'): void {
    if (item?.kind === 'group') {
      if (item.group.collapsed === (key === 'ArrowRight')) grid.toggleGroup(item.group);
      return;
    }
    const header = grid.window === null ? undefined : groupAbove(grid.window, active);
    if (key === 'ArrowLeft' && view.activeColumn === null && header !== undefined) grid.moveTo(header.line);
    else grid.moveToColumn(nextColumn(key, view.activeColumn, view.columns));
  }

  function choose(): void {
    const last = item?.kind === 'group' && !item.group.collapsed ? active + item.group.count : active;
    selection.toggleLines(active, last);
  }

  function plain(key: string): boolean {
    if (key === 'ArrowLeft' || key === 'ArrowRight') sideways(key);
    else if (key === ' ') choose();
    else if (key === 'F2') grid.edit(view.activeColumn);
    else if (key === 'Enter' && view.activeColumn !== null && grid.edit(view.activeColumn)) return true;
    else if (key === 'Escape') {
      if (selection.isEmpty) onEscape();
      else selection.clear();
    } else if (isTypeAhead(key)) onType(key);
    else return pressed(key);
    return true;
  }

  function withShift(key: string): boolean {
    if (isTypeAhead(key)) onType(key);
    else {
      const next = nextActiveRow(key, active, lines, page);
      if (next === null) return false;
      selection.extendTo(next, active);
      grid.moveTo(next);
    }
    return true;
  }

  return {
    pressed,
    onKeyDown(event) {
      // Enter on a heading sorts, and a cell's field has its own keys: only those of the grid itself are the grid's.
      if (event.target !== event.currentTarget || event.altKey) return;
      if (event.nativeEvent.isComposing) return;
      const { key, shiftKey } = event;
      const all = (event.ctrlKey || event.metaKey) && key.toLowerCase() === 'a';
      if (all) selection.toggleAll();
      else if (event.ctrlKey || event.metaKey) return;
      else if (!(shiftKey ? withShift(key) : plain(key))) return;
      event.preventDefault();
    },
  };
}
