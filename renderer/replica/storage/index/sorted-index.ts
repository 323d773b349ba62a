import type { AnyColumn } from './columns.ts';
import type { RowStore } from './rows.ts';

/** Rows that wait beside the sorted array; sorting them takes about a millisecond. */
const DELTA = 4096;

const UNKNOWN = -1;

/** A cut through the order: all rows for which `compare` is below 0 lie before it. */
export type Cut = (row: number) => number;

/**
 * Row numbers in the order of some columns. Rows are only ever added, and their cells never change, so the array
 * stays sorted; new rows wait in a small sorted delta. Sorted when first asked, not while a first sync runs.
 */
export class SortedIndex {
  readonly columns: readonly AnyColumn[];
  readonly #rows: RowStore;
  order = new Uint32Array(0);
  /** Rows below are in `order`, or superseded for ever. */
  sorted = 0;
  /** Differs from what the snapshot holds. */
  dirty = false;
  #delta = new Uint32Array(0);
  #deltaEnd = 0;
  #releases = 0;

  constructor(columns: readonly AnyColumn[], rows: RowStore) {
    this.columns = columns;
    this.#rows = rows;
  }

  compare(a: number, b: number): number {
    for (const column of this.columns) {
      const difference = column.compare(a, b);
      if (difference !== 0) return difference;
    }
    return a - b;
  }

  load(order: Uint32Array<ArrayBuffer>, sorted: number): void {
    this.order = order;
    this.sorted = sorted;
    this.dirty = false;
    this.#releases = this.#rows.unused > 0 ? UNKNOWN : this.#rows.releases;
    this.#delta = new Uint32Array(0);
    this.#deltaEnd = sorted;
  }

  /** Sorts in what has been added, or most of it. To be called when nobody waits. */
  settle(): void {
    this.#ensure();
  }

  #ensure(): void {
    const { count } = this.#rows;
    if (this.#releases !== this.#rows.releases) {
      // The cells of released rows are empty: they would mislead every search. What the snapshot holds may name them:
      // it is read with the same care, and to write it again would make erasing cost what the replica does.
      this.order = this.order.filter((row) => this.#rows.isCurrent(row));
      this.#delta = this.#delta.filter((row) => this.#rows.isCurrent(row));
      this.#releases = this.#rows.releases;
    }
    if (count > this.#deltaEnd) {
      const added = [];
      for (let row = this.#deltaEnd; row < count; row += 1) if (this.#rows.isCurrent(row)) added.push(row);
      // Mostly sorted already, which the engine's sort takes advantage of.
      const all = new Uint32Array(this.#delta.length + added.length);
      all.set(this.#delta);
      all.set(added, this.#delta.length);
      this.#delta = this.#sort(all);
      this.#deltaEnd = count;
    }
    if (this.#delta.length > DELTA) this.#merge();
  }

  #sort(rows: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
    return rows.sort((a, b) => this.compare(a, b));
  }

  #merge(): void {
    const { order } = this;
    const delta = this.#delta;
    const merged = new Uint32Array(order.length + delta.length);
    let from = 0;
    let to = 0;
    for (const row of delta) {
      if (!this.#rows.isCurrent(row)) continue;
      for (; from < order.length && this.compare(order[from] ?? 0, row) < 0; from += 1)
        if (this.#rows.isCurrent(order[from] ?? 0)) merged[to++] = order[from] ?? 0;
      merged[to++] = row;
    }
    for (; from < order.length; from += 1)
      if (this.#rows.isCurrent(order[from] ?? 0)) merged[to++] = order[from] ?? 0;
    this.order = merged.slice(0, to);
    this.sorted = this.#deltaEnd;
    this.#delta = new Uint32Array(0);
    this.dirty = true;
  }

  /** Visits the current rows between two cuts in order, or backwards, until `visit` returns false. */
  walk(lower: Cut, upper: Cut, backwards: boolean, visit: (row: number) => boolean): void {
    this.#ensure();
    const main = within(this.order, lower, upper);
    const side = within(this.#delta, lower, upper);
    const delta = this.#delta;
    const { order } = this;
    const step = backwards ? -1 : 1;
    let [a, b] = backwards ? [main.to - 1, side.to - 1] : [main.from, side.from];
    for (;;) {
      const hasA = backwards ? a >= main.from : a < main.to;
      const hasB = backwards ? b >= side.from : b < side.to;
      if (!hasA && !hasB) return;
      let row: number;
      if (hasA && (!hasB || this.compare(order[a] ?? 0, delta[b] ?? 0) * step < 0)) {
        row = order[a] ?? 0;
        a += step;
      } else {
        row = delta[b] ?? 0;
        b += step;
      }
      if (this.#rows.isCurrent(row) && !visit(row)) return;
    }
  }
}

function within(rows: Uint32Array, lower: Cut, upper: Cut): { from: number; to: number } {
  const from = firstNotBelow(rows, lower);
  return { from, to: Math.max(from, firstNotBelow(rows, upper)) };
}

function firstNotBelow(rows: Uint32Array, cut: Cut): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cut(rows[middle] ?? 0) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
