import { DAY_MINUTES } from './calendar-dates.ts';

export interface Block {
  /** Minutes from midnight. */
  start: number;
  minutes: number;
}

/** Where a block stands among those at the same time: its column and how many share the width. */
export interface Placed<T extends Block> {
  block: T;
  column: number;
  columns: number;
}

/** Shorter ones are drawn as long as this: a line of text must fit. */
const SHOWN_MINUTES = 25;

/**
 * Lays out the blocks of one day side by side where they overlap. Blocks that hang together share the width evenly;
 * each takes the first column that is free at its start.
 */
export function layOut<T extends Block>(blocks: readonly T[]): Placed<T>[] {
  const placed: Placed<T>[] = [];
  let cluster: Placed<T>[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const one of cluster) one.columns = ends.length;
    placed.push(...cluster);
    cluster = [];
    ends = [];
  };
  for (const block of [...blocks].sort((a, b) => a.start - b.start || b.minutes - a.minutes)) {
    if (ends.every((end) => end <= block.start)) close();
    const free = ends.findIndex((end) => end <= block.start);
    const column = free === -1 ? ends.length : free;
    ends[column] = Math.min(DAY_MINUTES, block.start + Math.max(block.minutes, SHOWN_MINUTES));
    cluster.push({ block, column, columns: 1 });
  }
  close();
  return placed;
}
