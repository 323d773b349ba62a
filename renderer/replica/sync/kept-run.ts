import type { Journal } from '../deps.ts';

/**
 * The run of the database in which the edits were answered that this machine keeps sealed copies of. A push names it,
 * so that none goes ahead of those that a restore has lost.
 */
export interface KeptRun {
  /** `undefined`: no copy is kept. */
  read(): Promise<string | undefined>;
  /** A push was answered in this run. */
  answeredIn(run: string): void;
  /** Copies were delivered once more, or are to be: what was read counts no longer. */
  forget(): void;
}

export function createKeptRun(journal: Journal): KeptRun {
  let known: { run: string | undefined } | undefined;
  return {
    async read() {
      if (known === undefined) {
        const runs = (await journal.readJournal()).flatMap(({ answered }) => answered?.run ?? []);
        // The oldest: where they are of several, it is one that has to be delivered first.
        known = { run: runs[0] };
      }
      return known.run;
    },
    answeredIn(run) {
      if (known?.run === undefined) known = { run };
    },
    forget() {
      known = undefined;
    },
  };
}
