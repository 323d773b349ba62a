import type { AnyColumn } from '../index/columns.ts';
import type { RowStore } from '../index/rows.ts';
import type { SortedIndex } from '../index/sorted-index.ts';
import { choosePlan, type Plan, type SortPart } from './plan.ts';
import type { CompiledSelector } from './selector.ts';

export interface Selected {
  rows: number[];
  /** Rows are in the order of the sort; otherwise the documents have to be sorted. */
  sorted: boolean;
  /** Every row matches for certain; otherwise the documents have to be tested. */
  certain: boolean;
}

/**
 * The rows that match as far as columns can tell, in the order of the sort where columns can tell that too.
 *
 * @param wanted  rows needed at most (skip and limit together), `Infinity` for all
 */
export function selectRows(
  rows: RowStore,
  indexes: readonly SortedIndex[],
  selector: CompiledSelector,
  sort: readonly SortPart[],
  wanted: number,
): Selected {
  const found: number[] = [];
  let certain = !selector.residual;
  const compare = comparator(rows, sort);

  function take(row: number): boolean {
    for (const test of selector.tests) {
      const verdict = test(row);
      if (verdict === 0) return false;
      if (verdict === 2) certain = false;
    }
    found.push(row);
    return true;
  }

  if (selector.ids !== undefined) {
    for (const id of selector.ids) {
      const row = rows.find(id);
      if (row >= 0) take(row);
    }
  } else {
    const plan = choosePlan(indexes, selector, sort, Number.isFinite(wanted));
    if (plan === null) {
      for (let row = 0; row < rows.count; row += 1) if (rows.isCurrent(row)) take(row);
    } else {
      walk(plan);
      if (plan.served === sort.length) return { rows: found, sorted: true, certain };
    }
  }
  if (compare === undefined) return { rows: found, sorted: false, certain };
  return { rows: certain ? smallest(found, wanted, compare) : found.sort(compare), sorted: true, certain };

  /** Stops as soon as enough rows are certain and none that follows can tie with the last. */
  function walk(plan: Plan): void {
    const tied = plan.served > 0 ? tie(rows, sort.slice(0, plan.served)) : undefined;
    plan.index.walk(plan.lower, plan.upper, plan.backwards, (row) => {
      if (certain && tied !== undefined && found.length >= wanted) {
        const last = found.at(-1);
        if (plan.served === sort.length || last === undefined || !tied(last, row)) return false;
      }
      take(row);
      return true;
    });
  }
}

/** Compares rows as RxDB's sort comparator compares documents; `undefined` where columns cannot. */
function comparator(
  rows: RowStore,
  sort: readonly SortPart[],
): ((a: number, b: number) => number) | undefined {
  const parts: { column: AnyColumn; sign: number }[] = [];
  for (const { path, descending } of sort) {
    const column = rows.byPath.get(path);
    if (column === undefined || column.irregular > 0) return undefined;
    parts.push({ column, sign: descending ? -1 : 1 });
  }
  return (a, b) => {
    for (const { column, sign } of parts) {
      const order = column.compare(a, b);
      if (order !== 0) return order * sign;
    }
    return 0;
  };
}

function tie(rows: RowStore, sort: readonly SortPart[]): (a: number, b: number) => boolean {
  const columns = sort.flatMap(({ path }) => rows.byPath.get(path) ?? []);
  return (a, b) => columns.every((column) => column.compare(a, b) === 0);
}

/** The first `count` in order. A heap of that size looks at each row once instead of sorting all of them. */
function smallest(rows: number[], count: number, compare: (a: number, b: number) => number): number[] {
  if (rows.length < 4 * count || count === 0) return rows.sort(compare);
  const heap = rows.slice(0, count).sort((a, b) => compare(b, a));
  for (let index = count; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    if (compare(row, heap[0] ?? 0) >= 0) continue;
    sink(heap, row, compare);
  }
  return heap.sort(compare);
}

/** Replaces the greatest. */
function sink(heap: number[], row: number, compare: (a: number, b: number) => number): void {
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && compare(heap[child + 1] ?? 0, heap[child] ?? 0) > 0) child += 1;
    if (compare(heap[child] ?? 0, row) <= 0) break;
    heap[at] = heap[child] ?? 0;
    at = child;
  }
  heap[at] = row;
}
