const FIRST = 1_000;
const LONGEST = 30_000;

/**
 * Milliseconds to wait after so many failures in a row. The jitter keeps a branch's workstations from coming back
 * all at once when the line does.
 */
export function backoff(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 10));
  return ceiling / 2 + random() * (ceiling / 2);
}
