/**
 * Where the active line goes for a key, or `null` for keys the grid leaves alone. `active` is -1 while no line is
 * active; `page` is how many lines the grid shows.
 */
export function nextActiveRow(key: string, active: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const clamp = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(active + 1);
    case 'ArrowUp':
      return clamp(active - 1);
    case 'PageDown':
      return clamp(Math.max(active, 0) + page);
    case 'PageUp':
      return clamp(active - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The column to the left or right of the active one; `null` is the row as a whole, left of the first. */
export function nextColumn<C extends string>(
  key: 'ArrowLeft' | 'ArrowRight',
  active: C | null,
  columns: readonly C[],
): C | null {
  const at = active === null ? -1 : columns.indexOf(active);
  const next = key === 'ArrowRight' ? Math.min(at + 1, columns.length - 1) : at - 1;
  return columns[next] ?? null;
}

/** Text typed into the grid is looked for: a letter or digit that no shortcut has. */
export function isTypeAhead(key: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(key);
}
