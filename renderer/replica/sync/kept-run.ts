import type { Journal } from '../deps.ts';

/** Times that a push is held up for copies that nobody can deliver: edits out of their order are better than none. */
const PATIENCE = 5;

/**
 * The run of the database in which the edits were answered that this machine keeps sealed copies of. A push names it,
 * so that none goes ahead of those that a restore has lost.
 */
export interface KeptRun {
  /** `undefined`: no copy is kept. */
  read(): Promise<string | undefined>;
  /** A push was answered in this run. */
  answeredIn(run: string): void;
  /** A push was refused, for the copies are of another run: they are delivered once more, and read again then. */
  refused(): void;
}

export function createKeptRun(journal: Journal): KeptRun {
  let known: { run: string | undefined } | undefined;
  let refusals = 0;
  return {
    async read() {
      if (refusals >= PATIENCE) return undefined;
      if (known === undefined) {
        const runs = (await journal.readJournal()).flatMap(({ answered }) => answered?.run ?? []);
        // The oldest: where they are of several, it is one that has to be delivered first.
        known = { run: runs[0] };
      }
      return known.run;
    },
    answeredIn(run) {
      refusals = 0;
      if (known?.run === undefined) known = { run };
    },
    refused() {
      refusals += 1;
      known = undefined;
    },
  };
}
