import { z } from 'zod';

/** Three numbers and nothing behind them: what is signed has one way to be written and one order. */
export const version = z.string().regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/);

/** Negative when `a` is older than `b`, 0 when they are the same. Both hold to {@link version}. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The three numbers, for stores that order by them. */
export function numbersOf(text: string): number[] {
  return version.parse(text).split('.').map(Number);
}
