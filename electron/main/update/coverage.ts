import type { UpdateHold } from '#shared/releases/update-state.ts';
import type { Journal } from '../journal/journal.ts';

/** Which unsent edits have no copy outside the replica, as far as the page has said. */
export interface Coverage {
  /** All edits of the person at work that are not answered yet. */
  tell(pending: readonly string[]): Promise<void>;
  /** What an update has to wait for, `null` for nothing. */
  hold(): Promise<UpdateHold | null>;
}

/**
 * A new program opens the replica anew; what only the replica holds would be lost if it could not. So an edit counts as
 * safe once its copy is in the journal. Edits that were told without one stay in doubt until a later word clears them.
 */
export function createCoverage(journal: Promise<Journal>): Coverage {
  let uncovered: readonly string[] = [];
  return {
    async tell(pending) {
      uncovered = pending;
      uncovered = await (await journal).missing(pending);
    },
    async hold() {
      try {
        const opened = await journal;
        await opened.settled();
        return (await opened.missing(uncovered)).length > 0 ? 'uncovered_edits' : null;
      } catch {
        return 'no_journal';
      }
    },
  };
}
