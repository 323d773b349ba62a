import { type Hits, RANKS } from './searcher.ts';

/** What decides between hits of one rank. */
export interface TieBreak {
  /** By row: the lower comes first. */
  weights: Float64Array;
  /** Where the weights are equal. */
  before(a: number, b: number): boolean;
}

/** The best rows, best first. Never sorts more than it returns. */
export function bestRows({ ranks, rows }: Hits, limit: number, { weights, before }: TieBreak): number[] {
  if (limit <= 0) return [];
  const counts = new Uint32Array(RANKS + 1);
  for (let at = 0; at < rows.length; at += 1) {
    const rank = ranks[rows[at] ?? 0] ?? RANKS;
    counts[rank] = (counts[rank] ?? 0) + 1;
  }
  // The rank at which there are enough, and how many of it.
  let last = 0;
  let room = limit;
  for (; last < RANKS && (counts[last] ?? 0) < room; last += 1) room -= counts[last] ?? 0;
  const comesFirst = (a: number, b: number) => {
    const difference = (weights[a] ?? 0) - (weights[b] ?? 0);
    return difference === 0 ? before(a, b) : difference < 0;
  };
  const better: number[] = [];
  const marginal: number[] = [];
  let worst = Infinity;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    const rank = ranks[row] ?? RANKS;
    if (rank < last) better.push(row);
    else if (rank === last && (weights[row] ?? 0) <= worst) {
      insert(marginal, row, room, comesFirst);
      if (marginal.length === room) worst = weights[marginal[room - 1] ?? 0] ?? 0;
    }
  }
  const rankOf = (row: number) => ranks[row] ?? RANKS;
  better.sort((a, b) => rankOf(a) - rankOf(b) || (comesFirst(a, b) ? -1 : 1));
  return [...better, ...marginal];
}

/** Puts the row among the few best, which stay in order. */
function insert(
  best: number[],
  row: number,
  most: number,
  comesFirst: (a: number, b: number) => boolean,
): void {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comesFirst(best[middle] ?? 0, row)) low = middle + 1;
    else high = middle;
  }
  if (low === most) return;
  best.splice(low, 0, row);
  if (best.length > most) best.pop();
}
