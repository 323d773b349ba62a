import type { AnyColumn } from '../index/columns.ts';
import type { Cut, SortedIndex } from '../index/sorted-index.ts';
import type { Bounds, CompiledSelector } from './selector.ts';

export interface SortPart {
  path: string;
  descending: boolean;
}

export interface Plan {
  index: SortedIndex;
  lower: Cut;
  upper: Cut;
  /** Walk from the end. */
  backwards: boolean;
  /** How many of the sort's parts the walk is already in order of. */
  served: number;
}

/**
 * Chooses the index that narrows the most, and among equals the one in the order of the sort. Unlike RxDB's planner
 * it serves descending sorts: RxDB always appends the primary key ascending, so a walk backwards is in order up to
 * the rows that tie; these are put right afterwards.
 *
 * @returns `null` where every row has to be looked at.
 */
export function choosePlan(
  indexes: readonly SortedIndex[],
  selector: CompiledSelector,
  sort: readonly SortPart[],
  limited: boolean,
): Plan | null {
  let best: { score: number; plan: Plan } | null = null;
  for (const index of indexes) {
    const { equal, range } = usable(index, selector.bounds);
    const { served, backwards } = order(index, equal.length, selector, sort);
    const worth = limited && served > 0 ? (served === sort.length ? 8 : 6) : served > 0 ? 1 : 0;
    const score =
      equal.filter(({ column }) => column.path !== '_deleted').length * 10 + (range ? 5 : 0) + worth;
    if (score === 0 || (best !== null && best.score >= score)) continue;
    best = { score, plan: { index, ...cuts(equal, range), backwards, served } };
  }
  return best?.plan ?? null;
}

/** The leading columns with one value each, and a range on the next. */
function usable(index: SortedIndex, bounds: ReadonlyMap<string, Bounds>) {
  const equal: { column: AnyColumn; value: string | number | boolean }[] = [];
  for (const column of index.columns) {
    const found = bounds.get(column.path);
    // A cell of another type may match all the same, but lies elsewhere in the index.
    if (found === undefined || column.opaque > 0) return { equal };
    if (found.equal === undefined) return { equal, range: found };
    equal.push({ column, value: found.equal });
  }
  return { equal };
}

function order(index: SortedIndex, prefix: number, selector: CompiledSelector, sort: readonly SortPart[]) {
  let served = 0;
  let at = prefix;
  let backwards: boolean | undefined;
  for (const { path, descending } of sort) {
    const bound = selector.bounds.get(path);
    if (bound?.equal !== undefined && bound.column.opaque === 0) {
      served += 1;
      if (index.columns[at]?.path === path) at += 1;
      continue;
    }
    const column = index.columns[at];
    if (column?.path !== path || column.irregular > 0) break;
    backwards ??= descending;
    if (backwards !== descending) break;
    served += 1;
    at += 1;
  }
  return { served: backwards === undefined ? 0 : served, backwards: backwards ?? false };
}

function cuts(equal: readonly { column: AnyColumn; value: string | number | boolean }[], range?: Bounds) {
  const prefix = equal.map(({ column, value }) => column.comparer(value));
  function comparePrefix(row: number): number {
    for (const compare of prefix) {
      const order = compare(row);
      if (order !== 0) return order;
    }
    return 0;
  }
  function cut(bound: Bounds['lower'], tiesBefore: boolean): Cut {
    const compare = bound === undefined ? undefined : range?.column.comparer(bound.value);
    return (row) => {
      const order = comparePrefix(row) || (compare === undefined ? 0 : compare(row));
      return order === 0 && tiesBefore ? -1 : order;
    };
  }
  return {
    lower: cut(range?.lower, range?.lower !== undefined && !range.lower.inclusive),
    upper: cut(range?.upper, range?.upper === undefined || range.upper.inclusive),
  };
}
