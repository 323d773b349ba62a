const WINDOW_MS = 5 * 60_000;
const RELOADS = 3;

/**
 * What to do when the page's process is gone. Nothing typed is lost, saved edits are on disk, so it is loaded again;
 * but a page that keeps falling over is left with a message instead of flickering for ever.
 *
 * @param earlier times (ms) of the crashes before this one
 */
export function afterCrash(
  reason: string,
  earlier: readonly number[],
  now: number,
): 'ignore' | 'reload' | 'tell' {
  if (reason === 'clean-exit') return 'ignore';
  return earlier.filter((at) => now - at < WINDOW_MS).length < RELOADS ? 'reload' : 'tell';
}
