import { type ColumnId, LEAST_WIDTH, MOST_WIDTH } from './list-arrangement.ts';

export function hasColumn(columns: readonly ColumnId[], id: ColumnId): boolean {
  return columns.includes(id);
}

/** Off when it was on, on as the last when it was not. The name stays. */
export function toggledColumn(columns: readonly ColumnId[], id: ColumnId): ColumnId[] {
  if (!columns.includes(id)) return [...columns, id];
  return id === 'name' ? [...columns] : columns.filter((column) => column !== id);
}

/** One place to the left or right; at an end it stays. */
export function moved(columns: readonly ColumnId[], id: ColumnId, by: 1 | -1): ColumnId[] {
  const at = columns.indexOf(id);
  const to = at + by;
  const other = columns[to];
  if (at < 0 || other === undefined) return [...columns];
  return columns.map((column, place) => (place === at ? other : place === to ? id : column));
}

export function resized(pixels: number, by: number): number {
  return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, pixels + by));
}
