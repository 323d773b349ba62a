import { NONE } from './codes.ts';
import { type Hits, RANKS } from './searcher.ts';

/** The best rows, best first; `before` decides between rows of one rank. Never sorts more than it returns. */
export function bestRows(
  { ranks }: Hits,
  limit: number,
  before: (a: number, b: number) => boolean,
): number[] {
  if (limit <= 0) return [];
  const last = lastRank(ranks, limit);
  const better: number[] = [];
  const marginal: number[] = [];
  let room = limit;
  for (const rank of ranks) if (rank < last) room -= 1;
  for (let row = 0; row < ranks.length; row += 1) {
    const rank = ranks[row] ?? NONE;
    if (rank < last) better.push(row);
    else if (rank === last) keepBest(marginal, row, room, before);
  }
  const rankOf = (row: number) => ranks[row] ?? NONE;
  better.sort((a, b) => rankOf(a) - rankOf(b) || (before(a, b) ? -1 : 1));
  return [...better, ...marginal];
}

/** The rank at which there are enough. */
function lastRank(ranks: Uint8Array, limit: number): number {
  const counts = new Uint32Array(NONE + 1);
  for (const rank of ranks) counts[rank] = (counts[rank] ?? 0) + 1;
  let total = 0;
  for (let rank = 0; rank < RANKS; rank += 1) {
    total += counts[rank] ?? 0;
    if (total >= limit) return rank;
  }
  return RANKS;
}

/** Inserts the row into the few best, which stay in order. */
function keepBest(
  best: number[],
  row: number,
  most: number,
  before: (a: number, b: number) => boolean,
): void {
  const worst = best.at(-1);
  if (best.length === most && (worst === undefined || !before(row, worst))) return;
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(best[middle] ?? 0, row)) low = middle + 1;
    else high = middle;
  }
  best.splice(low, 0, row);
  if (best.length > most) best.pop();
}
