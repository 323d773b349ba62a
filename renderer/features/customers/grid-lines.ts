import type { CustomerGroup, CustomerRow, CustomerWindow } from '#renderer/replica/api/customer-list.ts';

/** What stands on one line of the list. */
export type GridLine =
  | { readonly kind: 'group'; readonly group: CustomerGroup }
  | { readonly kind: 'row'; readonly row: CustomerRow; readonly index: number };

/** The lines of a window in order: headers where they are, customers on the lines between. */
export function linesOf(window: CustomerWindow): GridLine[] {
  const headers = new Map(window.groups.map((group) => [group.line, group]));
  const lines: GridLine[] = [];
  let index = 0;
  for (let line = window.from; line < window.lines; line += 1) {
    const group = headers.get(line);
    const row = window.rows[index];
    if (group !== undefined) lines.push({ kind: 'group', group });
    else if (row === undefined) break;
    else {
      lines.push({ kind: 'row', row, index });
      index += 1;
    }
  }
  return lines;
}

/** The header of the group that a line stands in. */
export function groupAbove(window: CustomerWindow, line: number): CustomerGroup | undefined {
  return window.groups.findLast((group) => group.line <= line);
}
